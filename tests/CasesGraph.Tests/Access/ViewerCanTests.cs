using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.Export;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Access;

/// <summary>viewerCan says of a case what the mutations then do.</summary>
public sealed class ViewerCanTests : IAsyncLifetime, IAsyncDisposable
{
    private const long Caller = 2;
    private RunningServer server = null!;

    public async Task InitializeAsync()
    {
        server = new RunningServer { Services = CallersByGrants.Use };
        await server.InitializeAsync();
        await server.Client.MutateAsync("createUser", new { userName = "maya", fullName = "Maya" });
        await server.Client.MutateAsync("createTeam", new { name = "Second" });
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public Task What_is_named_is_done_and_what_is_not_named_is_refused() =>
        new Chosen<Sample>(Make).SampleAsync(CheckAsync, iter: Iterations.Of(60), threads: 1);

    private static Sample Make(Choices choices)
    {
        var actions = Enum.GetValues<AccessAction>()
            .Where(action => action.HasLevels)
            .ToDictionary(
                action => action,
                action => choices.Pick([.. Enum.GetValues<AccessLevel>().Where(level => action.Has(level))])
            );
        // Who does not see the case is told nothing of it.
        actions[AccessAction.CaseView] = AccessLevel.All;
        return new Sample(
            string.Join(',', actions.Select(one => $"{one.Key}:{one.Value}")),
            choices.Pick<long>([1, 2]),
            choices.Pick<long?>([null, 1, Caller]),
            choices.Pick<long>([1, Caller]),
            choices.Pick(Enum.GetValues<CaseStatus>()),
            choices.Chance(30),
            choices.Pick(Enum.GetValues<CaseAction>())
        );
    }

    private async Task CheckAsync(Sample sample)
    {
        var (number, other) = (
            await NewAsync(sample),
            await NewAsync(sample with { Team = 1, Assignee = Caller, Status = CaseStatus.New, IsDeleted = false })
        );
        var headers = server.Client.DefaultRequestHeaders;
        headers.Add(CallersByGrants.Header, sample.Actions);
        headers.Add(CallersByGrants.Teams, "1");
        headers.Add(CallersByGrants.User, $"{Caller}");
        try
        {
            var told = (await server.QueryAsync($$"""{ caseById(id: "{{number}}") { viewerCan } }"""))
                .GetProperty("data")
                .GetProperty("caseById")
                .GetProperty("viewerCan")
                .EnumerateArray()
                .Select(one => one.GetString());

            Assert.Equal(
                (sample, told.Contains(Naming.UpperSnake($"{sample.Action}"), StringComparer.Ordinal)),
                (sample, await TryAsync(sample.Action, number, other, sample.Status))
            );
        }
        finally
        {
            headers.Clear();
        }
    }

    /// <summary>A case as it may have become, whatever led to it.</summary>
    private async Task<long> NewAsync(Sample sample)
    {
        var number = await server.Client.CreateCaseAsync("Any");
        await using var db = server.Database.CreateDb();
        await db
            .Cases.Where(c => c.Number == number)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(c => c.TeamId, sample.Team)
                    .SetProperty(c => c.AssignedToId, sample.Assignee)
                    .SetProperty(c => c.CreatedByUserId, sample.Creator)
                    .SetProperty(c => c.Status, sample.Status)
                    .SetProperty(c => c.ClosedAt, c => sample.Status >= CaseRules.FirstClosed ? c.CreatedAt : null)
                    .SetProperty(c => c.DeletedAt, c => sample.IsDeleted ? c.CreatedAt : null)
            );
        return number;
    }

    /// <summary>Whether it was done.</summary>
    private async Task<bool> TryAsync(CaseAction action, long number, long other, CaseStatus status)
    {
        var (id, many) = ($"{number}", new { select = new { ids = new[] { $"{number}" } } });
        return action switch
        {
            CaseAction.View => true,
            CaseAction.Edit => await IsDoneAsync("updateCase", new { id, description = "Other" }),
            CaseAction.Assign => await IsDoneAsync("updateCase", new { id, assignedToId = (string?)null }),
            CaseAction.Reply => await IsDoneAsync("addCaseUpdate", new { caseId = id, text = "Any" }),
            CaseAction.Note => await IsDoneAsync(
                "addCaseUpdate",
                new
                {
                    caseId = id,
                    text = "Any",
                    @internal = true,
                }
            ),
            // There is no mutation of its own: it is to give an open case another status.
            CaseAction.Close => !CaseRules.IsClosed(status)
                && await IsDoneAsync("updateCase", new { id, status = "CLOSED" }),
            CaseAction.Reopen => CaseRules.IsClosed(status)
                && await IsDoneAsync("updateCase", new { id, status = "NEW" }),
            CaseAction.Attach => await IsAttachedAsync(id),
            CaseAction.Delete => await IsCountedAsync("deleteCases", "deleted", many),
            CaseAction.Restore => await IsCountedAsync("restoreCases", "restored", many),
            CaseAction.Merge => await IsDoneAsync(
                "mergeCases",
                new { primaryId = id, duplicateIds = new[] { $"{other}" } }
            ),
            CaseAction.Purge => await IsCountedAsync("purgeCases", "purged", many),
            CaseAction.Export => await IsExportedAsync(many),
            _ => throw new NotSupportedException($"{action}"),
        };
    }

    private async Task<bool> IsExportedAsync(object input)
    {
        var payload = await server.Client.StartExportAsync(input);
        return payload.GetProperty("job").ValueKind is not JsonValueKind.Null;
    }

    private async Task<bool> IsDoneAsync(string mutation, object input) =>
        (await server.Client.MutateAsync(mutation, input, selection: "__typename")).Data.GetProperty("errors").ValueKind
        is JsonValueKind.Null;

    private async Task<bool> IsCountedAsync(string mutation, string count, object input) =>
        (await server.Client.MutateAsync(mutation, input, selection: count)).Data.GetProperty(count)
            is { ValueKind: JsonValueKind.Number } done
        && done.GetInt32() == 1;

    private async Task<bool> IsAttachedAsync(string id) =>
        (
            await server.Client.SendFilesAsync(
                Mutating.Document("attachToCase", "__typename"),
                new JsonObject { ["caseId"] = id },
                "files",
                ("a.txt", "Text"u8.ToArray())
            )
        )
            .Data.GetProperty("errors")
            .ValueKind is JsonValueKind.Null;

    private sealed record Sample(
        string Actions,
        long Team,
        long? Assignee,
        long Creator,
        CaseStatus Status,
        bool IsDeleted,
        CaseAction Action
    );
}
