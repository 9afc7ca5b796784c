using CasesGraph.Cases;
using CasesGraph.Data;

namespace CasesGraph.ChangeLog;

/// <summary>Links to add to many cases and to remove from them.</summary>
internal sealed record LinkEdit(LinkPart Part, LinkPatch Patch)
{
    private static readonly string Number = Sql.Column(nameof(Case.Number));

    private readonly LinkSet links = new(
        Part.Row.Name,
        nameof(ICasePartRow.CaseNumber),
        Part.Key,
        Part.HasRole ? nameof(ICaseLink.Role) : null,
        (int)ContactRole.Other,
        [.. Patch.Added.Select(link => (link.Key, (int?)link.Role))],
        Patch.Removed,
        Patch.Whole
    );

    /// <summary>The condition for a case that another than those added is PRIMARY of, where one of them is to be; null where none is.</summary>
    public string? SecondPrimary =>
        Patch.Added.Any(link => link.Role is ContactRole.Primary)
            ? links.HasOther(
                Number,
                (int)ContactRole.Primary,
                Patch.Added.Where(link => link.Role is not null).Select(link => link.Key).Concat(Patch.Removed)
            )
            : null;

    /// <summary>The condition for a case that would get links beyond the limit; null where it can get none or there is none.</summary>
    public string? TooMany => Part.Most is { } most && links.Adds ? links.Exceeds(Number, most) : null;

    /// <summary>Conditions for a case whose links change.</summary>
    public IEnumerable<string> Differs() => links.Differs(Number);

    /// <summary>The condition for a case that has no link with a key.</summary>
    public string Lacks(long key) => links.Lacks(Number, key);

    /// <summary>The statements for all of the cases, which all change.</summary>
    public IEnumerable<string> Statements(string cases) => links.Statements(cases);

    /// <summary>What becomes of the facets of a case's links.</summary>
    public string Facets(string text)
    {
        if (Part.Facet is null)
            return text;
        var added = Patch.Added.Select(link => CaseFacets.Token(Part, link.Key)).ToList();
        var gone = Patch.Removed.Select(key => CaseFacets.Token(Part, key)).Concat(added);
        var kept = Patch.Whole ? OfOtherParts() : gone.Aggregate(text, Sql.Without);
        return Sql.Concatenated([kept, .. added.Select(Sql.Word)]);
    }

    /// <summary>What stays when all of this part are gone.</summary>
    private string OfOtherParts() =>
        Sql.Concatenated([
            Sql.Word(""),
            .. CaseParts
                .Links.Where(part => part.Facet is not null && part != Part)
                .Select(part =>
                    Sql.Joined(
                        part.Row.Name,
                        nameof(ICasePartRow.CaseNumber),
                        Number,
                        Sql.Token(part.Facet!, $"x.\"{part.Key}\"", CaseFacets.Listed)
                    )
                ),
        ]);

    /// <summary>Rows for the log: their values, and where they come from.</summary>
    public IEnumerable<LoggedRows> Logged(LoggedSql logged)
    {
        if (links.Removes)
        {
            yield return new(
                Patch.Part,
                (logged.Id(Part.Target, links.Linked), Sql.NoText),
                (links.Marked, Sql.NoNumber),
                (LoggedSql.Text(Part.Target, links.Linked), Sql.NoText),
                links.Linked,
                links.RemovedRows
            );
        }
        if (links.Adds)
        {
            yield return new(
                Patch.Part,
                (logged.Id(Part.Target, links.Linked), logged.Id(Part.Target, LinkSet.New)),
                (links.Marked, links.MarkOfNew),
                (LoggedSql.Text(Part.Target, links.Linked), LoggedSql.Text(Part.Target, LinkSet.New)),
                LinkSet.New,
                links.AddedRows
            );
        }
    }
}
