using System.Collections;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Roles;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Graph;

/// <summary>
/// What is kept with a document serves every request: nothing of the one that brought it may hang on it, not even in what
/// a lambda has captured.
/// </summary>
public sealed class KeptWithDocumentTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly Type[] OfRequest =
    [
        typeof(RequestReading),
        typeof(Varying),
        typeof(WrittenOrder),
        typeof(ValidOperation),
        typeof(GraphRequest),
        typeof(Execution),
        typeof(Caller),
        typeof(ReadSession),
        typeof(CasesDb),
        typeof(RequestPlans),
    ];

    [Fact]
    public async Task Nothing_of_a_request_can_be_reached_from_a_document_with_any_root_field()
    {
        var walk = new CoordinateWalk(
            sample.Shape,
            new ArgumentWalk(
                sample.Shape,
                entity => sample.World.Rows(World.TypeOf(entity)).Select(HiddenRows.KeyOf).DefaultIfEmpty(1).Take(1),
                mostNames: 1
            ),
            depth: 0
        );
        var whole = 0;
        foreach (var root in sample.Shape["Query"].Fields.Keys)
        {
            var kept = await KeepAsync(walk.Documents("Query", root));
            AssertFree(kept, root);
            whole += kept.Steps.Find(AccessShape.Administrator) is null ? 0 : 1;
        }
        Assert.True(whole > 15, $"Only {whole} are kept whole.");
    }

    [Theory]
    [InlineData("query ($n: Int = 2) { cases(first: $n) { nodes { number contacts(first: $n) { totalCount } } } }")]
    [InlineData("query ($x: Boolean = true) { cases(first: 2) { nodes { number subject @include(if: $x) } } }")]
    [InlineData("""{ cases(where: { createdAt: { within: { from: "-P1D" } } }) { nodes { number } } }""")]
    public async Task What_varies_is_read_anew_and_leaves_nothing(string document)
    {
        await sample.DataAsync(document);
        var kept = sample.Server.Get<DocumentCache>().Find(document)!;

        Assert.Null(kept.Steps.Find(AccessShape.Administrator));
        AssertFree(kept, document);
    }

    /// <summary>The first of some documents that is valid.</summary>
    private async Task<PreparedOperation> KeepAsync(IEnumerable<string> documents)
    {
        foreach (var document in documents)
        {
            await sample.AnswerAsync(document);
            if (sample.Server.Get<DocumentCache>().Find(document) is { } kept)
                return kept;
        }
        throw new InvalidOperationException("None of the documents is valid.");
    }

    private static void AssertFree(object kept, string of)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(object Found, string Path)>([(kept, kept.GetType().Name)]);
        while (open.TryPop(out var next))
        {
            var (found, path) = next;
            Assert.False(Array.Exists(OfRequest, type => type.IsInstanceOfType(found)), $"{of}: {path}");
            if (!seen.Add(found))
                continue;
            foreach (var (name, value) in Held(found))
            {
                if (value is not null && !IsOfAll(value.GetType()))
                    open.Push((value, $"{path}.{name}"));
            }
        }
        Assert.True(seen.Count > 3, $"{of}: only {seen.Count} objects were found.");
    }

    private static IEnumerable<(string Name, object? Value)> Held(object found)
    {
        if (found is IEnumerable items and not string)
        {
            foreach (var item in items)
                yield return ("[]", item);
        }
        if (found is Delegate { Target: var target })
            yield return ("Target", target);
        for (var type = found.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (
                var field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
            {
                if (!field.FieldType.IsPointer)
                    yield return (field.Name, field.GetValue(found));
            }
        }
    }

    /// <summary>Of the process, the schema or the document; and values, which hold nothing.</summary>
    private static bool IsOfAll(Type type) =>
        type.IsPrimitive
        || type == typeof(string)
        || typeof(MemberInfo).IsAssignableFrom(type)
        || typeof(Assembly).IsAssignableFrom(type)
        || type.Namespace?.StartsWith("GraphQL", StringComparison.Ordinal) is true
        || type.Namespace?.StartsWith("System.Reflection", StringComparison.Ordinal) is true
        || type == typeof(PlanCache)
        // It remembers what users may do, not what one of them has asked.
        || type == typeof(RoleRights)
        // It reads the database, and keeps nothing.
        || type == typeof(CaseSight)
        // It finds the schema, and keeps nothing.
        || type == typeof(ConditionReader)
        || type == typeof(ApiSchema);
}
