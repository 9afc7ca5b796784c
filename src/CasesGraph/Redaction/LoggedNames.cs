using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>Where the log of cases shows a record by its name: in what refers to it, or is linked with it.</summary>
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

    public static LoggedNames OfContacts { get; } = new(typeof(Contact));

    /// <summary>Whether a field is the name.</summary>
    public bool IsNamedBy(ValueField field) =>
        string.Equals(field.Property.Name, EntityModel.Of(type).Declared.Text, StringComparison.Ordinal);

    public string IdOf(long key) => OpaqueId.Encode(type.Name, key);

    /// <summary>The rows that show some of the records.</summary>
    public IQueryable<FieldChange> Rows(IEnumerable<long> keys, CasesDb db)
    {
        string[] ids = [.. keys.Select(IdOf)];
        var names = fields;
        return db.FieldChanges.Where(row =>
            names.Contains(row.Field) && (ids.Contains(row.Before!) || ids.Contains(row.After!))
        );
    }

    /// <summary>Cases that referred to, or were linked with, some of the records and may be so no more.</summary>
    public async Task<HashSet<long>> CasesBeforeAsync(IEnumerable<long> keys, CasesDb db, CancellationToken token)
    {
        string[] ids = [.. keys.Select(IdOf)];
        var rows = db.FieldChanges.Where(row => ids.Contains(row.Before!));
        var cases = new HashSet<long>();
        foreach (var name in fields)
        {
            // As the indexes have them, which are of few rows.
            var before = CaseParts.Find(name) is LinkPart { HasRole: true }
                ? rows.Where(row => row.BeforeRole != null)
                : rows.Where(row => row.Before != null && row.Field == EF.Constant(name));
            cases.UnionWith(await before.Select(row => row.Change.CaseNumber!.Value).Distinct().ToListAsync(token));
        }
        return cases;
    }

    /// <summary>Rewrites the names of a record in the log of some cases.</summary>
    public Task<bool> RewriteAsync(
        long key,
        IReadOnlyCollection<long> cases,
        Func<string?, string?> redact,
        CasesDb db,
        CancellationToken token
    )
    {
        var id = IdOf(key);
        return LoggedTexts.RewriteAsync(
            Rows([key], db).Where(row => cases.Contains(row.Change.CaseNumber!.Value)),
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

    /// <summary>Gives rows the names that their records have by now.</summary>
    public static Task RenameAsync(
        IEnumerable<NamedRow> rows,
        IReadOnlyDictionary<string, string> names,
        CasesDb db,
        CancellationToken token
    )
    {
        return LoggedTexts.RewriteAsync(
            [.. rows.Where(row => row.IsOutdated(names)).Select(row => row.Id)],
            row =>
            {
                row.BeforeText = Named(row.Before, row.BeforeText);
                row.AfterText = Named(row.After, row.AfterText);
            },
            db,
            token
        );

        string? Named(string? id, string? text) =>
            text is not null && id is not null ? names.GetValueOrDefault(id, text) : text;
    }
}
