using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Proposing;

/// <summary>What proposals are made for.</summary>
/// <param name="Mapped">A mapping of the caller; null for none.</param>
internal sealed record ProposedFor(TargetFields Targets, MappedFields? Mapped);

/// <summary>What a saved mapping says of the columns of a file: of its fields those that the file has all columns of.</summary>
internal sealed class MappedProposals
{
    private readonly IReadOnlyList<string?> headers;

    public MappedProposals(MappedFields mapped, IReadOnlyList<string?> headers, TargetFields targets)
    {
        this.headers = headers;
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var all = mapped.For(headers, (path, _) => missing.Add(path[0]));
        Fields =
        [
            .. all.Index()
                .Where(one => !missing.Contains($"{one.Index}"))
                .Select(one => one.Item)
                .Where(field => targets.Find(field.Field) is { } target && Importable.Is(target, targets)),
        ];
    }

    /// <summary>With the columns of the file.</summary>
    public IReadOnlyList<ImportFieldInput> Fields { get; }

    /// <summary>The field that a column brings by itself, with whether it is the only one of its name; null for none.</summary>
    public (string Field, bool IsCertain)? Of(int column) =>
        Fields.FirstOrDefault(field => ColumnsOf(field).Contains(column)) is { } found
            ? (
                found.Field,
                headers[column] is { } header && headers.Count(one => header.Equals(one, StringComparison.Ordinal)) == 1
            )
            : null;

    /// <summary>Whether it brings a field.</summary>
    public bool Brings(string field) => Fields.Any(one => one.Field.Equals(field, StringComparison.Ordinal));

    private static IEnumerable<int> ColumnsOf(ImportFieldInput field) =>
        field.From.Column is { } one ? [one] : field.From.Columns ?? [];
}
