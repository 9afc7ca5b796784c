using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Mappings;

/// <summary>Fields whose columns are those of another file than the one at hand: they are found there by their headers.</summary>
/// <param name="Headers">Of the file that they were given for, in its order.</param>
internal sealed record MappedFields(IReadOnlyList<ImportFieldInput> Fields, IReadOnlyList<string?> Headers)
{
    public static MappedFields Of(ImportMapping mapping) =>
        new(
            ImportJson.Read<IReadOnlyList<ImportFieldInput>>(mapping.Fields)!,
            ImportJson.Read<IReadOnlyList<string?>>(mapping.Headers)!
        );

    /// <summary>The same fields with the columns of a file.</summary>
    /// <param name="headers">The file's.</param>
    /// <param name="missing">Is told of each column that the file does not have, with its path in the fields.</param>
    public IReadOnlyList<ImportFieldInput> For(
        IReadOnlyList<string?> headers,
        Action<IReadOnlyList<string>, string> missing
    ) => [.. Fields.Select((field, index) => In(field, headers, [$"{index}"], missing))];

    private ImportFieldInput In(
        ImportFieldInput field,
        IReadOnlyList<string?> headers,
        string[] at,
        Action<IReadOnlyList<string>, string> missing
    )
    {
        var source = field.From;
        return field with
        {
            From = source with
            {
                Column = source.Column is { } one ? Column(one, "from", "column") : null,
                Columns = source
                    .Columns?.Select((column, index) => Column(column, "from", "columns", $"{index}"))
                    .ToList(),
            },
            Values = field.Values?.Select(Value).ToList(),
        };

        ImportValueInput Value(ImportValueInput value, int index) =>
            value.When is not { } test
                ? value
                : value with
                {
                    When = test with { Column = Column(test.Column, "values", $"{index}", "when", "column") },
                };

        int Column(int column, params string[] below)
        {
            if (Find(column, headers) is { } found)
                return found;
            missing([.. at, .. below], $"The file has no column {NameOf(column)}.");
            return 0;
        }
    }

    /// <summary>
    /// The column with the same header, and of several with one header that in the same place among them; one without a
    /// header where it stood, as long as it has none there.
    /// </summary>
    private int? Find(int column, IReadOnlyList<string?> headers)
    {
        var header = column < Headers.Count ? Headers[column] : null;
        if (header is null)
            return column < headers.Count && headers[column] is null ? column : null;
        var before = Headers.Take(column).Count(one => Same(one, header));
        var same = headers.Index().Where(one => Same(one.Item, header)).Skip(before).Take(1).ToList();
        return same is [var found] ? found.Index : null;
    }

    private string NameOf(int column) =>
        column < Headers.Count && Headers[column] is { } header ? Quotation.Of(header) : $"{column}";

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
