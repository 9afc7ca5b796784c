using System.Collections.Frozen;
using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// How a page finds the rows that its caller reaches by teams or as an owner. No planner finds the right way by itself, and
/// a wrong one takes a thousand times as long (docs/architecture.md#reading-by-teams).
/// </summary>
internal abstract record PageForm
{
    /// <summary>By a condition on each row, beside those of the list.</summary>
    public static PageForm Condition { get; } = new ByCondition();

    /// <summary>Each part in the order of an index, and of all the first.</summary>
    public sealed record ByParts(IReadOnlyList<PageSource> Sources) : PageForm
    {
        /// <summary>Columns of names in the filter that no index is to be chosen by.</summary>
        public IReadOnlySet<string> Hidden { get; init; } = FrozenSet<string>.Empty;
    }

    /// <summary>The same of all teams that the run brings.</summary>
    /// <param name="Team">The entity.</param>
    /// <param name="IsCallers">Whether a key is of one of them.</param>
    /// <param name="PartOf">What a team has, by its key.</param>
    public sealed record ByTeams(
        EntityModel Team,
        Func<Expression, Expression> IsCallers,
        Func<Expression, RowPart> PartOf
    ) : PageForm
    {
        /// <summary>As of <see cref="ByParts"/>.</summary>
        public required IReadOnlySet<string> Hidden { get; init; }
    }

    /// <summary>
    /// In the order of what rows refer to: along that, a page of the rows of each; and apart those that refer to nothing.
    /// </summary>
    public sealed record AlongOwners(ReferenceField Reference, RowPart? Part) : PageForm
    {
        /// <summary>As of <see cref="ByParts"/>.</summary>
        public required IReadOnlySet<string> Hidden { get; init; }

        /// <summary>Whether a key is of one by which the caller sees rows; null where it may be any.</summary>
        public Func<Expression, Expression>? IsCallers { get; init; }
    }

    /// <summary>Among the keys of these parts, which are few.</summary>
    public sealed record AmongKeys(IReadOnlyList<RowPart> Parts) : PageForm;

    private sealed record ByCondition : PageForm;

    /// <summary>Whether the teams of a caller matter to lists of an entity.</summary>
    public static bool IsByTeams(Type entity) => EntityRights.Find(entity)?.Team is not null;
}

/// <summary>What a page is read from.</summary>
/// <param name="Part">Of the rows that the caller reaches; null for all.</param>
/// <param name="Reads">How an index has them in order.</param>
internal sealed record PageSource(RowPart? Part, IndexReads? Reads);
