using System.Globalization;
using System.Text;
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

    private const string From = "@from";
    private const string To = "@to";

    private static readonly EntityModel Log = EntityModel.Of<CaseChange>();
    private static readonly ContactsConcerned Everyone = new(parts: null);
    private static readonly Statement Entries = OfEntries();

    private readonly IReadOnlySet<string>? parts;

    private ContactsConcerned(IReadOnlySet<string>? parts) => this.parts = parts;

    /// <summary>The parts of facets by which a caller may see a case; null where it sees others too.</summary>
    public static IReadOnlyList<string>? PartsOf(EntityModel log, Caller caller)
    {
        if (log != Log || caller.Actor.ContactId is not { } contact)
            return null;
        var declared = SeenByContacts.Declared(typeof(Case))!;
        var links = ContactKeys
            .LinksTo(typeof(Case))
            .Select(link => CaseParts.Links.Single(part => part.Row == link.Type).Facet!);
        return
        [
            .. links.Prepend(Facet(declared.Contact!)).Select(facet => Part(facet, contact)),
            .. caller.Accounts.Select(account => Part(Facet(declared.Account!), account)),
        ];
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
            // What else was done to a case, and what was merged into one, leads to those who see it by another.
            if (rows[row, 0].Number != 0)
                return Everyone;
            met.UnionWith(CaseFacets.Parts(Text(rows[row, 1])));
            met.UnionWith(CaseFacets.Parts(Text(rows[row, 2])));
        }
        return new(met);
    }

    /// <summary>Whether there can be something to read for a group.</summary>
    public bool Has(FeedGroup group) =>
        parts is null || group.Query.SeenBy is not { } seenBy || seenBy.Any(parts.Contains);

    private static Statement OfEntries()
    {
        const string change = "l";
        var kinds = string.Join(", ", (int)ChangeKind.Created, (int)ChangeKind.Updated);
        var merged = $"""
            EXISTS (SELECT 1 FROM "{EntityModel.Of<Case>().Table}" AS m WHERE m."{nameof(
                Case.MergedIntoNumber
            )}" = {change}."{nameof(CaseChange.CaseNumber)}")
            """;
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT CASE WHEN {change}."{nameof(CaseChange.Kind)}" NOT IN ({kinds})
                        OR {change}."{nameof(CaseChange.FacetsBefore)}" IS NULL OR {merged} THEN 1 ELSE 0 END,
                    {change}."{nameof(CaseChange.FacetsBefore)}", {change}."{nameof(CaseChange.FacetsAfter)}"
                FROM "{Log.Table}" AS {change}
                WHERE {change}."{nameof(CaseChange.Id)}" > {From} AND {change}."{nameof(CaseChange.Id)}" <= {To}
                    AND {change}."{nameof(CaseChange.Type)}" = {(int)RecordType.Case}
                LIMIT {Most + 1}
                """
            ),
            [Bound(From, 0), Bound(To, 1)],
            [StoredAs.Number, StoredAs.Text, StoredAs.Text]
        );

        static StatementParameter Bound(string name, int index) =>
            new(name, Holder.ForSlot(new Slot(List: 0, index, typeof(long))));
    }

    private static string Facet(string property) => CaseFacets.Find(property)!.Declared.Facet!;

    private static string Part(string facet, long key) => string.Create(CultureInfo.InvariantCulture, $"{facet}{key}");

    private static string? Text(Cell cell) => cell.IsNull ? null : Encoding.UTF8.GetString(cell.Text);
}
