using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>A contact without the person: each text that its entity has is empty, or a name that says nothing.</summary>
internal static class ErasedContact
{
    private static readonly EntityModel Model = EntityModel.Of<Contact>();

    private static readonly IReadOnlyList<ScalarField> Personal =
    [
        .. AuditedFields.Of(Model).OfType<ScalarField>().Where(one => one.IsText),
    ];

    public static string NameOf(long key) => $"Erased {Model.Noun} {key}";

    /// <summary>Erases it with its own log; whoever calls saves.</summary>
    /// <param name="always">Whether the log is to tell of it, even if nothing of the row and its log is left to erase.</param>
    public static async Task EraseAsync(
        Contact contact,
        bool always,
        ChangeLogWriter log,
        CasesDb db,
        CancellationToken token
    )
    {
        var name = NameOf(contact.Id);
        await TakenValues.ForgetAsync(contact.Id, [.. Personal.Select(one => one.Name)], db, token);
        var changed = await EmptyLogAsync(contact.Id, name, db, token);
        foreach (var one in Personal)
        {
            var value = one.Required ? name : null;
            changed |= !string.Equals((string?)one.Property.GetValue(contact), value, StringComparison.Ordinal);
            one.Property.SetValue(contact, value);
        }
        if (changed || always)
            log.TellErased(contact, Personal);
    }

    private static async Task<bool> EmptyLogAsync(long key, string name, CasesDb db, CancellationToken token)
    {
        var names = Personal.Where(one => one.Required).Select(one => one.Name).ToArray();
        var others = Personal.Where(one => !one.Required).Select(one => one.Name).ToArray();
        var type = EntityModel.LoggedAs(typeof(Contact))!.Value;
        var rows = db.Set<EntityFieldChange>().Where(row => row.Change.Type == type && row.Change.RecordId == key);
        var emptied = await rows.Where(row => others.Contains(row.Field))
            .Where(row => row.Before != null || row.After != null || row.BeforeText != null || row.AfterText != null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Before, (string?)null)
                        .SetProperty(row => row.After, (string?)null)
                        .SetProperty(row => row.BeforeText, (string?)null)
                        .SetProperty(row => row.AfterText, (string?)null),
                token
            );
        var named = await rows.Where(row => names.Contains(row.Field))
            .Where(row => (row.Before != null && row.Before != name) || (row.After != null && row.After != name))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Before, row => row.Before == null ? null : name)
                        .SetProperty(row => row.After, row => row.After == null ? null : name)
                        .SetProperty(row => row.BeforeText, (string?)null)
                        .SetProperty(row => row.AfterText, (string?)null),
                token
            );
        return emptied + named > 0;
    }
}
