using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Import;

/// <summary>What is there after an import, and after it was undone, tried with random files on cases that are there before.</summary>
public sealed class RunStatesTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static int files;

    private static readonly Gen<(
        List<StateRow> Bases,
        List<StateRow> Rows,
        List<StateRow> Moved,
        string[] Order
    )> Tries =
        from bases in StateRow.Bases
        from rows in StateRow.Files
        from moved in StateRow.Moved(rows)
        from order in Gen.Shuffle(StateRow.Columns)
        select (bases, rows, moved, order);

    [Fact]
    public Task Rows_come_to_the_same_whatever_the_order_of_them_and_of_columns_and_rejected_ones_to_nothing() =>
        Tries.SampleAsync(
            async tried =>
            {
                var model = new StateModel();
                model.Take(tried.Bases);
                model.Take(tried.Rows);
                var (outcomes, state) = await RunAsync(tried.Bases, tried.Rows, StateRow.Columns);
                var (movedOutcomes, movedState) = await RunAsync(tried.Bases, tried.Moved, tried.Order);

                Assert.Equal(Outcomes(model), outcomes);
                Assert.Equal(State(model), state);
                Assert.Equal(outcomes, movedOutcomes);
                Assert.Equal(state, movedState);
            },
            iter: Iterations.Of(15),
            threads: 1
        );

    [Fact]
    public Task Undoing_leaves_what_was_before_but_for_messages_and_what_was_changed_or_used_since() =>
        Gen.Select(Tries, Gen.Int[0, 2].Array[8])
            .SampleAsync(
                async (tried, acts) =>
                {
                    var world = NewWorld();
                    await world.RunAsync(tried.Bases, StateRow.Columns);
                    var before = await world.ShownAsync();
                    var job = await world.RunAsync(tried.Rows, StateRow.Columns);
                    var after = await world.ShownAsync();
                    if (job.GetProperty("changeSet") is not { ValueKind: JsonValueKind.Object } set)
                    {
                        Assert.Equal(State(before), State(after));
                        return;
                    }
                    var edited = await ActAsync(after, acts);
                    var later = await world.ShownAsync();

                    var undone = await server.Client.MutateAsync(
                        "revertChangeSet",
                        new { changeSetId = set.GetProperty("id").GetString() }
                    );

                    var expected = Undone(before, after, later, edited);
                    var shown = await world.ShownAsync();
                    Assert.Equal(
                        Cases(expected, before, after),
                        Cases(shown.Cases, before, after),
                        StringComparer.Ordinal
                    );
                    Assert.Equal(
                        Made(expected, before.Accounts, after.Accounts, one => [one.Account]),
                        shown.Accounts.Select(one => $"{one.Key} {one.Value}"),
                        StringComparer.OrdinalIgnoreCase
                    );
                    Assert.Equal(
                        Made(expected, before.Contacts, after.Contacts, one => one.Contacts),
                        shown.Contacts.Select(one => $"{one.Key} {one.Value}"),
                        StringComparer.Ordinal
                    );
                    Assert.Equal(
                        after
                            .Cases.Where(one => before.Cases.ContainsKey(one.Key))
                            .Sum(one => one.Value.Notes.Length - before.Cases[one.Key].Notes.Length),
                        undone.Skipped.Count(skip => skip.GetProperty("field").GetString() is "updates")
                    );
                },
                iter: Iterations.Of(15),
                threads: 1
            );

    private StateWorld NewWorld() => new(server.Client, $"{Interlocked.Increment(ref files)}-");

    private async Task<(IReadOnlyList<string> Outcomes, IReadOnlyList<string> State)> RunAsync(
        List<StateRow> bases,
        List<StateRow> rows,
        string[] order
    )
    {
        var world = NewWorld();
        await world.RunAsync(bases, StateRow.Columns);
        var job = await world.RunAsync(rows, order);
        var rejected = RunWorld
            .Rows(job)
            .Select(row => row[(row.IndexOf("REJECTED ", StringComparison.Ordinal) + 9)..]);
        return ([RunWorld.Counts(job), .. rejected.Order(StringComparer.Ordinal)], State(await world.ShownAsync()));
    }

    private static IReadOnlyList<string> Outcomes(StateModel model) =>
        [
            $"SUCCEEDED {model.Counts.Created} {model.Counts.Updated} {model.Counts.Unchanged} {model.Counts.Rejected} 0 0",
            .. model.Rejected,
        ];

    private static IReadOnlyList<string> State(StateModel model) =>
        [.. model.Cases.Select(one => $"{one.Key} {one.Value}"), .. model.Accounts, .. model.Contacts, .. model.Tags];

    private static IReadOnlyList<string> State(StateShown shown) =>
        [
            .. shown.Cases.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"),
            .. shown.Accounts.Keys.Select(name => name.ToUpperInvariant()),
            .. shown.Contacts.Keys,
            .. shown.Tags,
        ];

    /// <summary>Edits some of the cases, and has others use what they have.</summary>
    /// <returns>Those that were edited.</returns>
    private async Task<HashSet<string>> ActAsync(StateShown shown, int[] acts)
    {
        var edited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ((reference, one), act) in shown.Nodes.OrderBy(one => one.Key, StringComparer.Ordinal).Zip(acts))
        {
            var id = one.GetProperty("id").GetString();
            if (act == 1)
            {
                edited.Add(reference);
                await server.Client.MutateAsync(
                    "updateCase",
                    new { id, priority = Other(one.GetProperty("priority").GetString()!) }
                );
            }
            else if (act == 2)
            {
                var given = one.GetProperty("externalReference").GetString()!;
                await server.Client.MutateAsync(
                    "createCase",
                    new
                    {
                        subject = "Later",
                        externalReference = $"{given}later",
                        accountId = one.GetProperty("account") is { ValueKind: JsonValueKind.Object } account
                            ? account.GetProperty("id").GetString()
                            : null,
                        contacts = StateWorld
                            .Nodes(one, "contacts")
                            .Select(contact => new { contactId = contact.GetProperty("id").GetString() }),
                    }
                );
            }
        }
        return edited;
    }

    private static string Other(string priority) =>
        priority switch
        {
            "HIGH" => "LOW",
            "LOW" => "MEDIUM",
            _ => "HIGH",
        };

    /// <summary>By hand: the cases once the import is undone.</summary>
    private static SortedDictionary<string, OneCase> Undone(
        StateShown before,
        StateShown after,
        StateShown later,
        HashSet<string> edited
    )
    {
        var expected = new SortedDictionary<string, OneCase>(StringComparer.Ordinal);
        foreach (var (reference, one) in later.Cases)
        {
            if (!after.Cases.ContainsKey(reference))
                expected[reference] = one;
            else if (before.Cases.TryGetValue(reference, out var old))
                expected[reference] = old with
                {
                    Priority = edited.Contains(reference) ? one.Priority : old.Priority,
                    Notes = one.Notes,
                };
            else
                expected[reference] = one with { IsDeleted = !edited.Contains(reference) };
        }
        return expected;
    }

    /// <summary>With the versions of those that the import did not touch.</summary>
    private static IEnumerable<string> Cases(
        IEnumerable<KeyValuePair<string, OneCase>> cases,
        StateShown before,
        StateShown after
    ) =>
        cases
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one =>
                before.Cases.TryGetValue(one.Key, out var old) && old.Version == after.Cases[one.Key].Version
                    ? $"{one.Key} {one.Value with { Version = old.Version }}"
                    : $"{one.Key} {one.Value with { Version = 0 }}"
            );

    /// <summary>By hand: each that was there before stays, and of the others those that a case in use has.</summary>
    private static IEnumerable<string> Made(
        IReadOnlyDictionary<string, OneCase> cases,
        IReadOnlyDictionary<string, bool> before,
        IReadOnlyDictionary<string, bool> after,
        Func<OneCase, string[]> used
    ) =>
        after.Keys.Select(name =>
            $"{name} {before.ContainsKey(name) || cases.Values.Any(one => !one.IsDeleted && used(one).Contains(name, StringComparer.OrdinalIgnoreCase))}"
        );
}
