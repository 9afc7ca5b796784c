using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Cases;

namespace CasesGraph.Groups;

/// <summary>How long something takes in cases that are counted by groups.</summary>
/// <param name="Name">As the field of a group is called.</param>
/// <param name="From">When it begins; cases without it are left out.</param>
/// <param name="To">When it ends, likewise; null where it goes on.</param>
internal sealed record GroupMeasure(string Name, string Description, PropertyInfo From, PropertyInfo? To)
{
    public static IReadOnlyList<GroupMeasure> All { get; } =
    [
        new(
            "firstResponse",
            "From the creation of a case to the first message to the customer, of the cases that have one.",
            Time(nameof(Case.CreatedAt)),
            Time(nameof(Case.FirstResponseAt))
        ),
        new(
            "resolution",
            "From the creation of a case to its closing, of the cases that are closed.",
            Time(nameof(Case.CreatedAt)),
            Time(nameof(Case.ClosedAt))
        ),
        new(
            "waiting",
            "How long customers have waited by now, of the cases whose customer waits.",
            Time(nameof(Case.WaitingSince)),
            To: null
        ),
    ];

    /// <summary>Whether more is asked for than how many cases have it and their average.</summary>
    public bool HasPercentiles { get; init; }

    /// <summary>The condition that a case has it.</summary>
    public Expression IsThere(Expression row) =>
        new[] { From, To }
            .OfType<PropertyInfo>()
            .Where(time => Nullable.GetUnderlyingType(time.PropertyType) is not null)
            .Select(time =>
                (Expression)
                    Expression.NotEqual(
                        Expression.Property(row, time),
                        Expression.Constant(value: null, time.PropertyType)
                    )
            )
            .Aggregate(Expression.AndAlso);

    /// <summary>Beginning and, where it has one, end.</summary>
    public IEnumerable<Expression> Times(Expression row) =>
        new[] { From, To }.OfType<PropertyInfo>().Select(time => Expression.Property(row, time));

    private static PropertyInfo Time(string name) => typeof(Case).GetProperty(name)!;
}
