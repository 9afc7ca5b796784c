using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.ChangeLog;

/// <summary>Conditions on the opaque id of a record that has a log, which two columns hold: its type and its key.</summary>
/// <param name="keyOf">The column with the keys of a type.</param>
/// <param name="hasRows">Whether there are rows of a type at all; not given: of all.</param>
internal sealed class RecordIds(Column type, Func<RecordType, Column> keyOf, Func<RecordType, bool>? hasRows = null)
{
    private readonly bool mayBeNone = Nullable.GetUnderlyingType(type.Property.PropertyType) is not null;

    public Filter Read(IReadOnlyDictionary<string, object?> given, ComparisonReader comparisons, bool negated) =>
        comparisons.Each(
            given,
            negated,
            (name, value, not) =>
                OneOf([.. ComparisonReader.Operands(name, value)], comparisons, not ^ Operators.Of(name).Opposite)
        );

    private Filter OneOf(IReadOnlyList<object?> ids, ComparisonReader comparisons, bool negated) =>
        FilterReader.Combine(
            [
                .. mayBeNone && ids.Contains(null)
                    ? [Compare(comparisons, type, [null], negated)]
                    : Array.Empty<Filter>(),
                .. ids.OfType<object>()
                    .Select(Read)
                    .GroupBy(record => record.Type, record => (object?)record.Key)
                    .Where(of => hasRows?.Invoke(of.Key) is not false)
                    .Select(of =>
                        FilterReader.Combine(
                            [
                                Compare(comparisons, type, [of.Key], negated),
                                Compare(comparisons, keyOf(of.Key), [.. of], negated),
                            ],
                            negated
                        )
                    ),
            ],
            !negated
        );

    public static Filter Compare(
        ComparisonReader comparisons,
        Column column,
        IReadOnlyList<object?> among,
        bool negated
    ) =>
        comparisons.Scalar(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [among.Count == 1 ? "eq" : "in"] = among.Count == 1 ? among[0] : among,
            },
            column,
            negated
        );

    private static (RecordType Type, long Key) Read(object id) =>
        OpaqueId.TryDecode(id as string, out var name, out var key)
        && EntityModel.Logged.FirstOrDefault(one => string.Equals(one.Value.Name, name, StringComparison.Ordinal))
            is { Value: not null, Key: var type }
            ? (type, key)
            : throw new RequestErrorException(
                GraphErrorCode.InvalidId,
                $"This is not the id of a record that has a log: {Quotation.Of(id)}."
            );
}
