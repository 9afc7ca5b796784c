using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// Which contacts new entries of the log can concern. Each contact is told by a statement of its own, for what stands below
/// an event depends on whose it was; so one statement tells first for whom there is nothing to read.
/// </summary>
internal sealed class ContactsConcerned
{
    /// <summary>Of so many entries at once nearly everyone is concerned by some.</summary>
    private const int Most = 500;

    private static readonly EntityModel Log = EntityModel.Of<CaseChange>();
    private static readonly ContactsConcerned Everyone = new(parts: null);
    private static readonly Statement Entries = Lookup.Between(
        Log,
        Most + 1,
        (nameof(CaseChange.Type), StoredAs.Number),
        (nameof(CaseChange.Kind), StoredAs.Number),
        (nameof(CaseChange.FacetsBefore), StoredAs.Text),
        (nameof(CaseChange.FacetsAfter), StoredAs.Text)
    );

    private readonly IReadOnlySet<string>? parts;

    private ContactsConcerned(IReadOnlySet<string>? parts) => this.parts = parts;

    /// <summary>The parts of facets by which a caller may see a case; null where it sees others too.</summary>
    public static IReadOnlyList<string>? PartsOf(EntityModel log, Caller caller)
    {
        if (log != Log || caller.Actor.ContactId is not { } contact)
            return null;
        var declared = SeenByContacts.Declared(typeof(Case))!;
        var tokens = LedFacets
            .Links.Prepend(Facet(declared.Contact!))
            .Select(facet => CaseFacets.Token(facet, contact))
            .Concat(caller.Accounts.Select(account => CaseFacets.Token(Facet(declared.Account!), account)))
            .Concat(LedFacets.PartsOf(contact, caller.Accounts));
        return [.. tokens.SelectMany(CaseFacets.Parts)];
    }

    /// <summary>Reads it of what is new to some groups.</summary>
    /// <param name="last">The last entry that is looked at.</param>
    public static async Task<ContactsConcerned> ReadAsync(
        IReadOnlyList<FeedGroup> groups,
        long last,
        ReadSession session,
        CancellationToken token
    )
    {
        var contacts = groups.Where(group => group.Query.SeenBy is not null).ToList();
        if (contacts.Count == 0)
            return Everyone;
        var range = RequestValues.Of(contacts.Min(group => group.UpTo), last);
        var rows = await session.ReadAsync(Entries, range, [], limit: 0, token);
        if (rows.Count > Most)
            return Everyone;
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < rows.Count; row++)
        {
            if ((RecordType)rows[row, 0].Number is not RecordType.Case)
                continue;
            // What else was done to a case leads to those who see it by what was done to another.
            var isPlain = (ChangeKind)rows[row, 1].Number is ChangeKind.Created or ChangeKind.Updated;
            if (!isPlain || rows[row, 2].IsNull)
                return Everyone;
            foreach (var facets in (string?[])[rows[row, 2].String, rows[row, 3].String])
                met.UnionWith(CaseFacets.Parts(facets).Select(LedFacets.Narrowed));
        }
        return new(met);
    }

    /// <summary>Whether there can be something to read for a group.</summary>
    public bool Has(FeedGroup group) =>
        parts is null || group.Query.SeenBy is not { } seenBy || seenBy.Any(parts.Contains);

    private static string Facet(string property) => CaseFacets.Find(property)!.Declared.Facet!;
}
