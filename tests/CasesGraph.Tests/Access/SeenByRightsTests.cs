using System.Text.RegularExpressions;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Access;

/// <summary>Of every coordinate of the schema: what a caller may not see is in no answer, by whatever way it is asked for.</summary>
public sealed partial class SeenByRightsTests : IAsyncLifetime
{
    private readonly SampleServer sample = new() { More = CallersByGrants.Use };

    public async Task InitializeAsync()
    {
        await sample.InitializeAsync();
        await TwinServers.AddMoreAsync(sample.Server.Database);
    }

    public Task DisposeAsync() => sample.DisposeAsync();

    [Theory]
    [InlineData]
    [InlineData(AccessAction.CaseView)]
    [InlineData(AccessAction.CaseView, AccessAction.DirectoryView, AccessAction.BugView)]
    public async Task An_answer_has_only_rows_that_its_caller_may_see(params AccessAction[] allowed)
    {
        var access = AccessShape.Of(allowed.Select(action => (action, AccessLevel.All)));
        sample.Server.Client.DefaultRequestHeaders.Add(CallersByGrants.Header, CallersByGrants.Only(allowed));
        var keys = sample.World;
        var walk = new CoordinateWalk(
            sample.Shape,
            new ArgumentWalk(
                sample.Shape,
                entity => keys.Rows(World.TypeOf(entity)).Select(HiddenRows.KeyOf).Order().Take(2)
            ),
            depth: 0
        );
        var shown = new HashSet<string>(StringComparer.Ordinal);

        foreach (var root in sample.Shape["Query"].Fields.Keys)
        {
            foreach (var document in walk.Documents("Query", root))
            {
                var answer = (await sample.AnswerAsync(document)).GetRawText();
                Assert.DoesNotContain("INTERNAL_ERROR", answer, StringComparison.Ordinal);
                foreach (Match text in Texts().Matches(answer))
                {
                    if (!OpaqueId.TryDecode(text.Groups["text"].Value, out var type, out _) || !IsEntity(type))
                        continue;
                    shown.Add(type);
                    Assert.True(MaySee(type, access), $"{document}\n{type}: {answer}");
                }
            }
        }

        Assert.Contains("User", shown);
        Assert.All(
            allowed,
            action => Assert.Contains(shown, type => EntityRights.Find(World.TypeOf(type))?.View == action)
        );
    }

    private static bool IsEntity(string type) => World.Names.Contains(type, StringComparer.Ordinal);

    /// <summary>Rows of one's own are seen in any case.</summary>
    private static bool MaySee(string type, AccessShape access) =>
        EntityRights.Find(World.TypeOf(type)) is { } rights
        && (rights.View is not { } view || rights.Own is not null || access.May(view));

    /// <summary>But for what the log has written down: a text of the change that it tells of, and ids that are asked for.</summary>
    [GeneratedRegex(
        "(?<!FieldChange_(before|after)\":({\"id\":)?)\"(?<text>[A-Za-z0-9_-]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Texts();
}
