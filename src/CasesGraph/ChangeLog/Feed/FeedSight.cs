using System.Collections.Immutable;
using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// What a caller who sees some cases only is told of entries that were read for many: the same as a statement of their own
/// would say, decided in memory.
/// </summary>
internal sealed class FeedSight
{
    private static readonly EntityModel Log = EntityModel.Of<CaseChange>();
    private static readonly AccessAction View = EntityRights.Of<Case>().View!.Value;
    private static readonly ImmutableArray<ReachesRow<Func<string, long?>>> ByLevel = RowReach.ByLevel<
        Func<string, long?>
    >(EntityRights.Of<Case>(), valueOf => new ReachedByValues(valueOf));

    private readonly ReachesRow<Func<string, long?>> reaches;
    private readonly long user;
    private readonly List<long> teams;

    private FeedSight(Caller caller) =>
        (reaches, user, teams) = (ByLevel[(int)caller.Access[View]], caller.Actor.UserId ?? 0, [.. caller.Teams]);

    /// <summary>What of a case says who sees it.</summary>
    public static RecordReach Reach { get; } = RecordReach.Of(Log)!;

    /// <summary>Null where the caller is told all there is, or only their own statement can say what.</summary>
    public static FeedSight? Of(EntityModel log, Caller caller) =>
        log == Log && !caller.Access.IsContact && caller.Access[View] is AccessLevel.Own or AccessLevel.Team
            ? new(caller)
            : null;

    /// <summary>Whether the case is seen as it is now.</summary>
    public bool Sees(FeedFacts facts) => reaches(facts.Now, user, teams);

    /// <summary>Whether the case was seen before the entry, and not after.</summary>
    public bool Loses(FeedFacts facts) => Saw(facts.Before) && !Saw(facts.After);

    private bool Saw(Func<string, long?>? valueOf) => valueOf is not null && reaches(valueOf, user, teams);

    /// <summary>Values by the names of properties.</summary>
    private sealed class ReachedByValues(Expression valueOf) : IReachedBy
    {
        public Expression IsAmong(string property, Expression keys)
        {
            var value = Value(property);
            return Expression.AndAlso(
                Expression.Property(value, nameof(Nullable<>.HasValue)),
                Expression.Call(
                    keys,
                    nameof(List<>.Contains),
                    typeArguments: null,
                    Expression.Property(value, nameof(Nullable<>.Value))
                )
            );
        }

        public Expression Is(string property, Expression key) =>
            Expression.Equal(Value(property), Expression.Convert(key, typeof(long?)));

        public Expression IsNull(string property) =>
            Expression.Equal(Value(property), Expression.Constant(value: null, typeof(long?)));

        private InvocationExpression Value(string property) =>
            Expression.Invoke(valueOf, Expression.Constant(property));
    }
}
