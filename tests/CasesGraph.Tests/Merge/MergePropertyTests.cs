using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Links;
using CasesGraph.Operations;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Operations;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Merge;

/// <summary>Invariant e: two worlds in which the same is done, but in one cases are merged and unmerged meanwhile.</summary>
public sealed class MergePropertyTests : IAsyncLifetime
{
    private const int Cases = 5;
    private OperationRun merging = null!;
    private OperationRun plain = null!;
    private int serial;

    internal static readonly Gen<NewCase> GenCase = Gen.Select(
        Gen.OneOf(Enum.GetValues<CaseStatus>()),
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, Gen.OneOf(Enum.GetValues<CasePriority>())),
        Gen.Select(Gen.Long[1, 3], Gen.OneOf(Enum.GetValues<ContactRole>())).Array[0, 3],
        Gen.Long[1, 3].Array[0, 2],
        Gen.Int[0, 2],
        (status, fields, contacts, bugs, messages) =>
            new NewCase(
                status,
                fields,
                [
                    .. contacts
                        .DistinctBy(contact => contact.Item1)
                        .Select((c, index) => (c.Item1, index == 0 ? c.Item2 : (ContactRole)(1 + ((int)c.Item2 % 2)))),
                ],
                [.. bugs.Distinct()],
                messages
            )
    );

    public async Task InitializeAsync()
    {
        merging = await StartAsync();
        plain = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await merging.DisposeAsync();
        await plain.DisposeAsync();
    }

    [Fact]
    public async Task Unmerging_in_any_order_leaves_what_would_be_without_the_merges()
    {
        var step = Gen.OneOf(
            MergeStep.Merging(Cases),
            MergeStep.Merging(Cases),
            MergeStep.Unmerging(Cases),
            MergeStep.Activity(Cases),
            MergeStep.Activity(Cases)
        );
        await Gen.Select(GenCase.Array[Cases], step.Array[12], Gen.Shuffle(Enumerable.Range(0, Cases).ToArray()))
            .SampleAsync(
                async sample => await RunAsync(sample.Item1, sample.Item2, sample.Item3),
                iter: Iterations.Of(8),
                threads: 1
            );
        await AssertReplaysAsync(merging);
    }

    private async Task RunAsync(NewCase[] cases, MergeStep[] steps, int[] order)
    {
        var first = await CreateAsync(cases);
        foreach (var step in steps)
            await RunAsync(step, first);
        foreach (var place in Enumerable.Range(0, Cases))
            await RunAsync(new MergeStep.DeletionOf(place, Restore: true), first);
        foreach (var place in order)
            await RunAsync(new MergeStep.UnmergeOf(place), first);

        Assert.Equal(await CaseSnapshot.OfAsync(plain, first), await CaseSnapshot.OfAsync(merging, first));
    }

    /// <summary>What was refused in the one world is not done in the other.</summary>
    private async Task RunAsync(MergeStep step, long first)
    {
        serial++;
        var done = await step.RunAsync(merging, first, serial);
        if (done && step is not MergeStep.MergeOf and not MergeStep.UnmergeOf)
            Assert.True(await step.RunAsync(plain, first, serial));
        else
            plain.Wait();
    }

    private async Task<long> CreateAsync(NewCase[] cases)
    {
        long first = 0;
        foreach (var @case in cases)
        {
            serial++;
            var number = await CreateAsync(merging, @case, serial);
            Assert.Equal(number, await CreateAsync(plain, @case, serial));
            first = first == 0 ? number : first;
            for (var message = 0; message < @case.Messages; message++)
                await RunAsync(new MergeStep.MessageOf((int)(number - first)), first);
        }
        return first;
    }

    internal static async Task<long> CreateAsync(OperationRun world, NewCase @case, int serial)
    {
        var (account, user, described, priority) = @case.Fields;
        var created = await world.RunAsync(
            new CreateCase().RunAsync,
            new CreateCaseInput(
                OperationRun.Values<Case>(
                    (nameof(Case.Subject), $"Subject {serial}"),
                    (nameof(Case.Description), described ? $"Description {serial}" : null),
                    (nameof(Case.ExternalReference), described ? null : $"Reference {serial}"),
                    (nameof(Case.Status), @case.Status),
                    (nameof(Case.Priority), priority),
                    (nameof(Case.AccountId), account == 0 ? null : (long)account),
                    (nameof(Case.AssignedToId), user == 0 ? null : (long)user)
                ),
                OperationRun.Links(
                    [.. @case.Contacts.Select(contact => new CaseContactInput(new(contact.Contact), contact.Role))],
                    [.. @case.Bugs.Select(bug => new Ref<Bug>(bug))]
                ),
                Reason: null
            )
        );
        return created.Value!.Case!.Key;
    }

    internal static async Task AssertReplaysAsync(OperationRun world)
    {
        await using var db = world.Read();
        await LogReplay.AssertAsync(db);
    }

    internal static async Task<OperationRun> StartAsync()
    {
        var started = await OperationRun.StartAsync();
        await using var db = started.Read();
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
        return started;
    }

    internal sealed record NewCase(
        CaseStatus Status,
        (int Account, int User, bool Described, CasePriority Priority) Fields,
        (long Contact, ContactRole Role)[] Contacts,
        long[] Bugs,
        int Messages
    );
}
