using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Cases;

/// <summary>A part that is links to other objects, each object once at most.</summary>
internal abstract class LinkPart : CasePart
{
    /// <summary>The entity of the other objects.</summary>
    public abstract Type Target { get; }

    /// <summary>The property of a row that holds the other's key.</summary>
    public abstract string Key { get; }

    /// <summary>Whether links have a property Role; one of a case at most is PRIMARY then.</summary>
    public virtual bool HasRole => false;

    /// <summary>How many a case has at most, but for those that merging brings together; null without a limit.</summary>
    public virtual int? Most => null;

    /// <summary>The letter by which the log keeps which of these a case had before a change and has after it; null where it does not.</summary>
    public virtual string? Facet => null;

    /// <summary>Whether lists that are filtered by these objects can be followed.</summary>
    public virtual bool IsFollowed => Facet is not null;

    /// <summary>What it means to count cases by these objects, for the schema; null where they are not counted so.</summary>
    public virtual string? Grouped => null;

    /// <summary>
    /// Whether undoing brings a deleted object back together with a link to it: nobody would see the link alone.
    /// </summary>
    public bool Revives => EntityModel.Of(Target).Declared.HiddenInLinks;

    /// <summary>What an object is called in a sentence.</summary>
    public string Noun => Target.Name.ToLowerInvariant();

    /// <summary>A link that belongs to no case yet.</summary>
    public abstract ICaseLink New(long key, ContactRole? role);

    /// <summary>The rows of all cases.</summary>
    public abstract IQueryable<LinkRow> Rows(CasesDb db);

    /// <summary>The rows of some cases, tracked.</summary>
    public abstract Task<IReadOnlyList<ICaseLink>> LoadAsync(
        IReadOnlyCollection<long> cases,
        CasesDb db,
        CancellationToken token
    );

    /// <summary>Whoever is PRIMARY in these cases is not any more, so that another can be it.</summary>
    public abstract Task MakeRoomAsync(IReadOnlyCollection<long> cases, CasesDb db, CancellationToken token);
}

/// <inheritdoc/>
/// <typeparam name="TLink">The entity of the rows.</typeparam>
internal abstract class LinkPart<TLink> : LinkPart
    where TLink : class, ICaseLink, new()
{
    private const string Role = nameof(ICaseLink.Role);

    public override Type Row => typeof(TLink);

    public override ICaseLink New(long key, ContactRole? role)
    {
        var link = new TLink { Key = key };
        if (HasRole)
            link.Role = role;
        return link;
    }

    public override IQueryable<LinkRow> Rows(CasesDb db) =>
        HasRole
            ? db.Set<TLink>()
                .Select(link => new LinkRow
                {
                    CaseNumber = EF.Property<long>(link, nameof(ICasePartRow.CaseNumber)),
                    Key = EF.Property<long>(link, Key),
                    Role = EF.Property<ContactRole>(link, Role),
                })
            : db.Set<TLink>()
                .Select(link => new LinkRow
                {
                    CaseNumber = EF.Property<long>(link, nameof(ICasePartRow.CaseNumber)),
                    Key = EF.Property<long>(link, Key),
                });

    public override async Task<IReadOnlyList<ICaseLink>> LoadAsync(
        IReadOnlyCollection<long> cases,
        CasesDb db,
        CancellationToken token
    ) =>
        await db.Set<TLink>()
            .Where(link => cases.Contains(EF.Property<long>(link, nameof(ICasePartRow.CaseNumber))))
            .OrderBy(link => EF.Property<long>(link, nameof(ICasePartRow.CaseNumber)))
            .ThenBy(link => EF.Property<long>(link, Key))
            .ToListAsync(token);

    public override Task MakeRoomAsync(IReadOnlyCollection<long> cases, CasesDb db, CancellationToken token) =>
        db.Set<TLink>()
            .Where(link =>
                cases.Contains(EF.Property<long>(link, nameof(ICasePartRow.CaseNumber)))
                && EF.Property<ContactRole>(link, Role) == ContactRole.Primary
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(link => EF.Property<ContactRole>(link, Role), ContactRole.Other),
                token
            );
}

/// <summary>A link as a query sees it.</summary>
internal sealed class LinkRow
{
    public long CaseNumber { get; init; }
    public long Key { get; init; }
    public ContactRole? Role { get; init; }
}
