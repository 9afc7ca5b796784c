using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Links;
using CasesGraph.Operations;
using CasesGraph.Replies;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Operations;
using CasesGraph.Users;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.ChangeLog;

public sealed class WrittenLogTests : IAsyncLifetime
{
    private OperationRun operations = null!;

    public async Task InitializeAsync()
    {
        operations = await OperationRun.StartAsync();
        await using var db = operations.Read();
        for (var i = 1; i <= 3; i++)
        {
            db.Add(new Account { Name = $"Account {i}" });
            db.Add(new Contact { LastName = $"Contact {i}" });
            db.Add(new Bug { Subject = $"Bug {i}" });
            db.Add(new User { UserName = $"user{i}", FullName = $"User {i}" })
                .Property(u => u.UserNameKey)
                .CurrentValue = $"user{i}";
        }
        await db.SaveWithMembersAsync();
    }

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task Replaying_the_log_of_any_operations_rebuilds_the_cases()
    {
        await GenStep()
            .Array[40]
            .SampleAsync(
                async steps =>
                {
                    foreach (var step in steps)
                        await RunAsync(step);
                },
                iter: 8,
                threads: 1
            );

        await using var db = operations.Read();
        var (cases, log) = await LogReplay.AssertAsync(db);
        Assert.Equal(4, log.Select(change => change.Kind).Distinct().Count());
        Assert.Equal(log.Count, log.Select(change => change.Id).Distinct().Count());
        var written = log.Select(change => change.ChangeSetId).ToHashSet();
        Assert.All(await db.ChangeSets.ToListAsync(), set => Assert.Contains(set.Id, written));
        Assert.All(cases, c => Assert.Equal(CaseRules.IsClosed(c.Status), c.ClosedAt is not null));
    }

    /// <summary>One of few cases, so that many steps meet the same one in any state.</summary>
    private static Gen<Step> GenStep() =>
        Gen.Select(
            Gen.Int[0, 9],
            Gen.Long[1, 6],
            Gen.Int[0, 3],
            GenValues(),
            (a, b, c, d) => new Step(a, new(b), c, d)
        );

    private static Gen<(string Property, object? Value)[]> GenValues() =>
        Gen.OneOf(
                Value(nameof(Case.Subject), "One", "Two"),
                Value(nameof(Case.Description), null, "Some"),
                Value(nameof(Case.Status), [.. Enum.GetValues<CaseStatus>().Cast<object?>()]),
                Value(nameof(Case.Type), null, CaseType.User, CaseType.Product),
                Value(nameof(Case.AccountId), null, 1L, 2L, 3L),
                Value(nameof(Case.AssignedToId), null, 1L, 2L, 3L),
                Value(nameof(Case.OpenedById), null, 1L, 2L, 3L)
            )
            .Array[0, 4]
            .Select(values => values.DistinctBy(value => value.Property, StringComparer.Ordinal).ToArray());

    private static Gen<(string Property, object? Value)> Value(string property, params object?[] values) =>
        Gen.OneOf(values).Select(value => (property, value));

    private sealed record Step(int Kind, Ref<Case> Case, int Some, (string Property, object? Value)[] Given);

    private async Task RunAsync(Step step)
    {
        var (kind, id, some, given) = step;
        switch (kind)
        {
            case 0 or 1:
                var subject = given
                    .Append((nameof(Case.Subject), "New"))
                    .DistinctBy(v => v.Property, StringComparer.Ordinal);
                var contacts = Enumerable.Range(1, some).Select(i => new CaseContactInput(new(i), (ContactRole)i - 1));
                var bugs = Enumerable.Range(1, some).Select(i => new Ref<Bug>(i));
                await operations.RunAsync(
                    new CreateCase().RunAsync,
                    new CreateCaseInput(
                        OperationRun.Values<Case>([.. subject]),
                        OperationRun.Links([.. contacts], [.. bugs]),
                        Reason: null
                    )
                );
                break;
            case 2:
                await operations.RunAsync(
                    new DeleteCases(OperationRun.Jobs).RunAsync,
                    new DeleteCasesInput(Only(id), null, null, null)
                );
                break;
            case 3:
                await operations.RunAsync(
                    new RestoreCases(OperationRun.Jobs).RunAsync,
                    new RestoreCasesInput(Only(id), null, null, null)
                );
                break;
            case 4 or 5:
                var from = some == 0 ? null : new Ref<Contact>(some);
                IReadOnlyList<Upload> files = [.. Enumerable.Range(0, (int)some % 3).Select(File)];
                await operations.RunAsync(
                    new AddCaseUpdate(new CaseRoom(new UploadSettings()), new FollowUpSettings()).RunAsync,
                    Message(id, $"Message {some}", from, files, isNote: from is null && kind == 4)
                );
                break;
            default:
                await operations.RunAsync(
                    new UpdateCase().RunAsync,
                    new UpdateCaseInput(
                        id,
                        ExpectedVersion: null,
                        OperationRun.Values<Case>(given),
                        OperationRun.NoParts,
                        Reason: null
                    )
                );
                break;
        }
    }

    private static RowSelection<Case> Only(Ref<Case> id) => new([id], Matching: null, _ => true);

    /// <summary>What is stored of it does not matter here.</summary>
    private static AddCaseUpdateInput Message(
        Ref<Case> id,
        string text,
        Ref<Contact>? from,
        IReadOnlyList<Upload> files,
        bool isNote
    ) =>
        new(
            id,
            text,
            from,
            files,
            SentAt: null,
            Set: null,
            ExpectedVersion: null,
            LastSeenUpdateId: null,
            Reason: null,
            isNote
        );

    private static Upload File(int index) =>
        new($"{index}.txt", new UploadedContent("key", "text/plain", index, "hash"), Mistake: null);
}
