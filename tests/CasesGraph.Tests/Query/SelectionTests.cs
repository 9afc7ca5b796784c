using CasesGraph.Accounts;
using CasesGraph.Audit;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Graph;
using CasesGraph.Tags;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Query;

public sealed class SelectionTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly int[] Sizes = [1, 10, 50];

    private static readonly Dictionary<string, Type> Roots = new(StringComparer.Ordinal)
    {
        ["cases"] = typeof(Case),
        ["accounts"] = typeof(Account),
        ["contacts"] = typeof(Contact),
        ["bugs"] = typeof(Bug),
        ["tags"] = typeof(Tag),
        ["users"] = typeof(User),
        ["caseChanges"] = typeof(CaseChange),
        ["recordChanges"] = typeof(RecordChange),
        ["auditEvents"] = typeof(AuditEvent),
    };

    [Fact]
    public Task Any_selection_reads_what_plain_code_reads_in_one_statement_a_list() =>
        new Chosen<Document>(Make).SampleAsync(CheckAsync, iter: Iterations.Of(120), threads: 1);

    [Fact]
    public void Nothing_in_the_schema_resolves_by_itself() =>
        Assert.Empty(ResolvingFields.Of(Composed.Services.GetRequiredService<ApiSchema>()));

    private Document Make(Choices choices)
    {
        var maker = new SelectionMaker(sample.Shape, new ValueMaker(sample.Shape, sample.World, choices), choices);
        return maker.Document([.. Roots.Keys], depth: 1 + choices.Below(4), Size(1));
    }

    /// <summary>A list at the root whose filter speaks of the log may ask first where in it to look, and how much is there.</summary>
    private static int MostLooks(Document document) =>
        document.Text.Contains("occurredAt:", StringComparison.Ordinal)
        || document.Text.Contains("changes:", StringComparison.Ordinal)
            ? 2 * document.Root.Count
            : 0;

    private async Task CheckAsync(Document document)
    {
        foreach (var size in Sizes)
        {
            var sized = Sized(document, size);
            var plain = new PlainAnswer(sample.World, sample.Shape);
            var expected = plain.Of(sized, Roots);
            using var statements = new CountedStatements();
            var data = await sample.DataAsync(sized.Text, sized.Values);
            SameAnswer.Assert(expected, data);
            Assert.InRange(
                statements.Count,
                plain.FewestStatements,
                plain.Statements + plain.MostLooks + MostLooks(sized)
            );
        }
    }

    private static Variable Size(int size) => new("size", "Int!", new NumberValue(size), AsDefault: false);

    /// <summary>The same document with another value of its one variable for sizes.</summary>
    private static Document Sized(Document document, int size)
    {
        var (old, resized) = (document.Variables[0], Size(size));
        return document with
        {
            Root =
            [
                .. document
                    .Root.Cast<Field>()
                    .Select(root => root with { Arguments = Resized(root.Arguments, old, resized) }),
            ],
            Variables = [resized, .. document.Variables.Skip(1)],
        };
    }

    private static ObjectValue Resized(ObjectValue arguments, Variable old, Variable resized) =>
        new([
            .. arguments.Fields.Select(field =>
                field.Value is VariableValue(var variable) && variable == old
                    ? (field.Name, new VariableValue(resized))
                    : field
            ),
        ]);
}
