using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

/// <summary>A kind of request that is measured.</summary>
/// <param name="Name">As in the table of figures, such as q1.</param>
/// <param name="Work">What it does, in a few words.</param>
internal abstract record Figure(string Name, string Work)
{
    public static IReadOnlyList<Figure> All { get; } =
    [
        new CaseById(),
        new CaseList("q2", "50 cases by status and priority, newest update first, 10 fields"),
        new CaseList("q3", "q2 with account name, assignee name, totalCount") { Related = true },
        new CaseThreads(),
        new CaseList("q5", "page 2,000 of q2 by cursor (the last one, where there are fewer)") { Deep = true },
        new CreateCase("m1", "createCase, durable, 64 connections", Writers: 64),
        new CreateCase("m1a", "createCase, durable, 1 connection: groups of one", Writers: 1),
        new UpdateCase(),
        new AddCaseUpdate(),
    ];

    private const int Texts = 50;

    public virtual int Connections => 16;

    /// <summary>Works on copies of the data, for it changes them.</summary>
    public virtual bool Writes => false;

    /// <summary>Writes to cases that are there; the peer has no such figures.</summary>
    public virtual bool Rewrites => false;

    /// <summary>Whether it is measured on PostgreSQL too.</summary>
    public virtual bool OnPostgres => true;

    /// <summary>Whether pages deep in the list have to be found first.</summary>
    public virtual bool NeedsCursors => false;

    /// <summary>Values for all arguments, at random.</summary>
    public abstract IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples);

    protected abstract RequestText Draw(TextDraft draft);

    public IReadOnlyList<RequestText> DrawTexts(Random random, Samples samples)
    {
        var drawn = new Dictionary<string, RequestText>(StringComparer.Ordinal);
        while (drawn.Count < Texts)
        {
            var text = Draw(new TextDraft(random, Values(random, samples)));
            drawn.TryAdd(text.Document, text);
        }
        return [.. drawn.Values];
    }
}
