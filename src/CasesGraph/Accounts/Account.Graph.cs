using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.Accounts;

internal static class AccountFields
{
    public static IEnumerable<RootField> Queries { get; } =
    [
        new ListField(EntityModel.Of<Account>(), "accounts", "Accounts by their name."),
        new ByIdField(EntityModel.Of<Account>(), "accountById", "One account by its id, deleted ones included."),
    ];

    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<CreateAccountInput, CreateAccountPayload>(
            "createAccount",
            "Creates an account.",
            new CreateAccount().RunAsync
        ),
        new MutationField<UpdateAccountInput, UpdateAccountPayload>(
            "updateAccount",
            "Changes fields of an account: what is absent stays, null clears.",
            new UpdateAccount().RunAsync
        ),
        new MutationField<DeleteAccountsInput, DeleteAccountsPayload>(
            "deleteAccounts",
            "Deletes accounts, softly: links to them stay readable, new ones are refused.",
            new DeleteAccounts().RunAsync
        ),
        new MutationField<RestoreAccountsInput, RestoreAccountsPayload>(
            "restoreAccounts",
            "Brings deleted accounts back.",
            new RestoreAccounts().RunAsync
        ),
    ];
}
