using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Imports.Deduplicating;
using CasesGraph.Imports.Starting;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Imports.Running;

/// <summary>How rows of each kind are written.</summary>
internal sealed class ImportKinds(
    EntityRules<Account> accounts,
    EntityRules<Contact> contacts,
    EntityRules<Bug> bugs,
    EntityRules<User> users,
    CaseRoom room,
    RowFiles files
)
{
    private readonly RecordMaker<Account> accounts = new(accounts);
    private readonly RecordMaker<Contact> contacts = new(contacts);
    private readonly RecordMaker<Bug> bugs = new(bugs);
    private readonly RecordMaker<User> users = new(users);

    public RowFiles Files => files;

    /// <summary>What rows of a job may need made.</summary>
    public MadeRecords Made() => new([accounts, contacts]);

    /// <summary>Of one job.</summary>
    /// <param name="begun">When it was asked for.</param>
    public ChunkRows Of(ImportPlan plan, MadeRecords made, DateTime begun)
    {
        var duplicates = RowDuplicates.Of(plan, begun);
        return plan.Targets.Records switch
        {
            ImportRecords.Cases => new CaseRows(plan, made, duplicates, room),
            ImportRecords.Accounts => new RecordRows<Account>(plan, made, duplicates, accounts),
            ImportRecords.Contacts => new RecordRows<Contact>(plan, made, duplicates, contacts),
            ImportRecords.Bugs => new RecordRows<Bug>(plan, made, duplicates, bugs),
            ImportRecords.Users => new RecordRows<User>(plan, made, duplicates, users),
            ImportRecords.CaseUpdates => new MessageRows(plan, made),
            var other => throw new NotSupportedException($"Nothing imports {other}."),
        };
    }
}
