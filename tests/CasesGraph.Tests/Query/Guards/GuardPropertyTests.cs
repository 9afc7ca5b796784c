using CasesGraph.Cases;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query.Guards;

using Conditions = IReadOnlyDictionary<string, object?>;

/// <summary>The guard against empty selections says what plain code finds in generated bases.</summary>
public sealed class GuardPropertyTests(SampleServer sample) : IClassFixture<SampleServer>
{
    /// <summary>Bases that are tried until one has a case that a condition leaves out.</summary>
    private const int MostBases = 150;

    /// <summary>Bases in which a refused condition must leave out none.</summary>
    private const int Bases = 6;

    private sealed record Asked(Document Document, bool Deleted, uint Seed)
    {
        public Conditions Where =>
            ((string[])["input", "select", "matching", "where"]).Aggregate(
                (Conditions)((Field)Document.Root[0]).Arguments.Plain,
                (of, name) => (Conditions)of[name]!
            );

        public override string ToString() => $"{Text} {Document.Values.ToJsonString()}";

        public string Text => Document.Text.Replace("query Random", "mutation Random", StringComparison.Ordinal);
    }

    [Fact]
    public Task What_is_taken_leaves_something_out_and_what_is_refused_leaves_out_nothing() =>
        new Chosen<Asked>(choices =>
            Make(
                choices,
                (values, made) => new LeafMaker(sample.Shape, values, made).Filter("CaseFilterInput", depth: 4)
            )
        ).SampleAsync(
            async asked =>
            {
                var refused = await IsRefusedAsync(asked);
                Assert.NotEqual(refused, FindsOne(asked, refused ? Bases : MostBases));
            },
            iter: Iterations.Of(150),
            threads: 1
        );

    [Fact]
    public Task A_condition_that_leaves_something_out_is_never_refused() =>
        new Chosen<Asked>(choices =>
            Make(choices, (values, _) => values.Filter("CaseFilterInput", depth: 3))
        ).SampleAsync(
            async asked => Assert.False(FindsOne(asked, Bases) && await IsRefusedAsync(asked)),
            iter: Iterations.Of(150),
            threads: 1
        );

    private Asked Make(Choices choices, Func<ValueMaker, Choices, ObjectValue> filter)
    {
        var deleted = choices.Chance(30);
        var values = new ValueMaker(sample.Shape, sample.World, choices);
        var matching = new ObjectValue([("where", filter(values, choices))]);
        var input = new ObjectValue([
            ("dryRun", new FlagValue(Flag: true)),
            ("select", new ObjectValue([("matching", matching)])),
        ]);
        var name = new Field("__typename", "__typename", new ObjectValue([]), Below: null);
        var errors = new Field("errors", "errors", new ObjectValue([]), [name]);
        var mutation = deleted ? "restoreCases" : "deleteCases";
        var root = new Field(mutation, mutation, new ObjectValue([("input", input)]), [errors]);
        return new Asked(new Document([root], [], values.Variables), deleted, (uint)choices.Below(int.MaxValue));
    }

    private Task<bool> IsRefusedAsync(Asked asked) =>
        SelectionProbe.IsRefusedAsync(sample, asked.Text, asked.Document.Values);

    private static bool FindsOne(Asked asked, int bases)
    {
        var (where, filter) = (asked.Where, new PlainFilter(asked.Deleted));
        var operands = new FilterOperands(where);
        var choices = new Choices(new PCG(stream: 1, asked.Seed));
        return Enumerable
            .Range(0, bases)
            .Select(_ => new GeneratedBase(operands, choices, asked.Deleted))
            .Any(made => made.Cases.Any(c => !filter.Matches(typeof(Case), new Item(c, Link: null), where)));
    }
}
