using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>A filter over the plain columns of one row, decided without the database by the meaning that it has there.</summary>
internal static class FilterInMemory
{
    /// <summary>Whether a row meets the filter.</summary>
    /// <param name="read">The value of a row's column: a text, a whole number, or null.</param>
    public static bool Holds<TRow>(Filter filter, ListValues values, TRow row, Func<TRow, Column, object?> read)
    {
        switch (filter)
        {
            case AllOf(var parts):
                foreach (var part in parts)
                {
                    if (!Holds(part, values, row, read))
                        return false;
                }
                return true;
            case AnyOf(var parts):
                foreach (var part in parts)
                {
                    if (Holds(part, values, row, read))
                        return true;
                }
                return false;
            case Comparison comparison:
                return Holds(comparison, values, read(row, comparison.Path)) != comparison.Negated;
            default:
                throw new NotSupportedException(filter.GetType().Name);
        }
    }

    /// <summary>The plain comparison, whatever its opposite.</summary>
    private static bool Holds(Comparison comparison, ListValues values, object? value)
    {
        if (value is null)
            return comparison.FindsNull;
        return comparison.Value is { } slot && Operators.Holds(comparison.Operator, value, values[slot.Index]);
    }
}
