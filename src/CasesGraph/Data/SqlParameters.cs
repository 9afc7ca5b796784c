using System.Globalization;

namespace CasesGraph.Data;

/// <summary>The values of statements that are written by hand. Numbers may stand in the text itself; texts never do.</summary>
internal sealed class SqlParameters
{
    private readonly List<object> values = [];

    public object[] Values => [.. values];

    /// <summary>What stands for the value in the text, as EF Core's raw SQL takes it.</summary>
    public string Add(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}");
    }
}
