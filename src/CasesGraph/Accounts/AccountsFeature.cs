using CasesGraph.Graph.Running;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Accounts;

internal static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services
            .AddQuery(new ListField(EntityModel.Of<Account>(), "accounts", "Accounts by their name."))
            .AddQuery(
                new ByIdField(EntityModel.Of<Account>(), "accountById", "One account by its id, deleted ones included.")
            )
            .AddEntityMutations<Account, AccountRules>();
}
