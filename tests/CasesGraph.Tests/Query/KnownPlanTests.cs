using System.Diagnostics;

namespace CasesGraph.Tests.Query;

public sealed class KnownPlanTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Known = """
        { cases(first: 3, order: [{ subject: ASC }]) { nodes { number subject account { name id }
          contacts(first: 2) { nodes { lastName } } bugs(first: 1) { totalCount edges { cursor node { number } } } } } }
        """;

    [Theory]
    [InlineData(
        "{ a: cases(first: 3, order: [{ subject: ASC }]) { b: nodes { c: number d: subject e: account { f: name g: id } h: contacts(first: 2) { i: nodes { j: lastName } } k: bugs(first: 1) { l: totalCount m: edges { n: cursor o: node { p: number } } } } } }",
        "id"
    )]
    [InlineData(
        "{ cases(first: 3, order: [{ subject: ASC }]) { nodes { bugs(first: 1) { edges { node { number } cursor } totalCount } contacts(first: 2) { nodes { lastName } } account { id name } subject number } } }",
        "firstName"
    )]
    [InlineData(
        "{ cases(first: 3, order: [{ subject: ASC }]) { nodes { __typename x: subject subject a: account { name } account { id } contacts(first: 1) { nodes { lastName twice: lastName } } number bugs(first: 9) { totalCount edges { cursor node { number } } } } } }",
        "createdAt"
    )]
    public async Task Other_names_and_another_order_are_not_planned_anew(string text, string other)
    {
        await sample.DataAsync(Known);
        var plans = 0;
        using var trace = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var id = trace.TraceId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CasesGraph",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == id && activity.OperationName is "plan")
                    Interlocked.Increment(ref plans);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await sample.DataAsync(text);
        Assert.Equal(0, plans);
        await sample.DataAsync(Known.Replace("lastName", other, StringComparison.Ordinal));
        Assert.Equal(1, plans);
    }
}
