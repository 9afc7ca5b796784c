using CasesGraph.Operations;

namespace CasesGraph.Users;

/// <summary>What another feature has to say of users who are created and changed.</summary>
internal abstract class OthersOnUsers
{
    /// <inheritdoc cref="EntityRules{TEntity}.CheckAllAsync"/>
    public virtual Task CheckAsync(
        EntityValues<User> values,
        User? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    ) => Task.CompletedTask;

    /// <inheritdoc cref="EntityRules{TEntity}.SettleNewAsync"/>
    public virtual Task SettleNewAsync(User user, Call call, CancellationToken token) => Task.CompletedTask;
}
