using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Redaction;

/// <summary>Where the log shows a record by its name: in what refers to it, or is linked with it.</summary>
internal sealed class LoggedNames(Type type)
{
    private readonly CaseField[] fields =
    [
        .. AuditedFields
            .Named.Where(one => one.Field is ReferenceField reference && reference.Target == type)
            .Select(one => one.Name),
        .. CaseParts.Links.Where(part => part.Target == type).Select(part => part.Field),
    ];

    public static LoggedNames OfCases { get; } = new(typeof(Case));

    /// <summary>Whether a field is the name.</summary>
    public bool IsNamedBy(ValueField field) =>
        string.Equals(field.Property.Name, EntityModel.Of(type).Declared.Text, StringComparison.Ordinal);

    /// <summary>Rewrites the names of a record in the log of some cases.</summary>
    public Task<bool> RewriteAsync(
        long key,
        IReadOnlyCollection<long> cases,
        Func<string?, string?> redact,
        CasesDb db,
        CancellationToken token
    )
    {
        var (id, names) = (OpaqueId.Encode(type.Name, key), fields);
        return LoggedTexts.RewriteAsync(
            db.FieldChanges.Where(row =>
                cases.Contains(row.Change.CaseNumber!.Value)
                && names.Contains(row.Field)
                && (row.Before == id || row.After == id)
            ),
            row =>
            {
                if (string.Equals(row.Before, id, StringComparison.Ordinal))
                    row.BeforeText = redact(row.BeforeText);
                if (string.Equals(row.After, id, StringComparison.Ordinal))
                    row.AfterText = redact(row.AfterText);
            },
            db,
            token
        );
    }
}
