using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Portal;

/// <summary>What a contact is told of cases adds up to the list of their cases, whatever is done with them.</summary>
public sealed class FollowedPortalTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private const int Actions = 16;

    [Theory]
    [InlineData("OWN")]
    [InlineData("ACCOUNT")]
    public async Task Whatever_is_done_with_cases_the_events_add_up_to_the_list(string access)
    {
        await new Chosen<FollowedHistory<Kind>>(choices =>
            FollowedHistory.Make<Kind>(choices, Actions, whom: 3)
        ).SampleAsync(history => CheckAsync(history, access), iter: Iterations.Of(6), threads: 1);
    }

    private async Task CheckAsync(FollowedHistory<Kind> history, string access)
    {
        string[] accounts = [await world.AccountAsync(), await world.AccountAsync()];
        string[] contacts =
        [
            await world.ContactAsync(access, accounts[0]),
            await world.ContactAsync(access, accounts[0]),
        ];
        using var me = world.As(contacts[0]);
        await world.Server.SettledAsync();
        var start = (await world.Staff.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString()!;
        await using var live = await HeldCases.FollowAsync(FollowedOver.Events, me, start);

        var doing = new Doing(world, accounts, contacts);
        foreach (var action in history.Actions)
            await doing.DoAsync(action);
        // Its event is the last one, whatever happened before.
        var last = await world.CaseAsync(contacts[0]);
        await world.Server.SettledAsync();

        await live.AssertListedAsync(me, start, history.PageSizes, last);
    }

    [Theory]
    [InlineData(FollowedOver.Socket)]
    [InlineData(FollowedOver.Events)]
    public async Task Whatever_is_done_with_cases_and_the_contact_the_client_has_the_list(FollowedOver transport)
    {
        await new Chosen<ChangedHistory<Kind, Right>>(choices =>
            ChangedHistory.Make<Kind, Right>(choices, Actions, changes: 4, whom: 3)
        ).SampleAsync(history => CheckAsync(history, transport), iter: Iterations.Of(6), threads: 1);
    }

    private async Task CheckAsync(ChangedHistory<Kind, Right> history, FollowedOver transport)
    {
        var parent = await world.AccountAsync();
        string[] accounts = [parent, await world.AccountAsync(parent)];
        string[] contacts = [await world.ContactAsync("OWN", parent), await world.ContactAsync("OWN", parent)];
        using var me = world.As(contacts[0]);
        await world.Server.SettledAsync();
        var start = (await world.Staff.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString()!;
        await using var live = await HeldCases.FollowAsync(transport, me, start);

        var doing = new Doing(world, accounts, contacts);
        await history.RunAsync(
            doing.DoAsync,
            step =>
                live.ChangeAsync(
                    () => world.CallerAsync(contacts[0]),
                    () =>
                        step.Kind is Right.Move
                            ? world.Staff.MutateAsync(
                                "updateContact",
                                new { id = contacts[0], accountId = accounts.ElementAtOrDefault(step.Whom) },
                                selection: "__typename"
                            )
                            : world.GiveAsync(contacts[0], Naming.UpperSnake($"{step.Kind}"))
                )
        );
        var last = await world.CaseAsync(contacts[0]);
        await world.Server.SettledAsync();
        await live.AssertHasAsync(me, last);
    }

    public enum Right
    {
        Own,
        Account,
        AccountTree,
        Move,
    }

    public enum Kind
    {
        Create,
        Open,
        Account,
        Link,
        Unlink,
        Rename,
        Note,
        Reply,
        Delete,
        Restore,
        Purge,
        Merge,
        Unmerge,
        Undo,
    }

    /// <summary>By the administrator; what cannot be done is left out.</summary>
    private sealed class Doing(PortalWorld world, string[] accounts, string[] contacts)
    {
        private readonly List<long> cases = [];
        private string? merge;

        public async Task DoAsync(FollowedHistory<Kind>.Step step)
        {
            var (account, contact) = (accounts.ElementAtOrDefault(step.Whom), contacts.ElementAtOrDefault(step.Whom));
            if (step.Kind is Kind.Create || cases.Count == 0)
            {
                cases.Add(await world.CaseAsync(contact, account));
                return;
            }
            var id = OpaqueId.Encode("Case", cases[step.Case % cases.Count]);
            var select = new { ids = new[] { id } };
            var known = contact ?? contacts[0];
            if (step.Kind is Kind.Merge)
            {
                merge = await MergeAsync(id, cases[(step.Case + 1) % cases.Count]) ?? merge;
                return;
            }
            await (
                step.Kind switch
                {
                    Kind.Open => RunAsync("updateCase", new { id, openedById = contact }),
                    Kind.Account => RunAsync("updateCase", new { id, accountId = account }),
                    Kind.Link => RunAsync(
                        "linkCaseContacts",
                        new { caseId = id, contacts = new[] { new { contactId = known } } }
                    ),
                    Kind.Unlink => RunAsync("unlinkCaseContacts", new { caseId = id, contactIds = new[] { known } }),
                    Kind.Rename => RunAsync("updateCase", new { id, subject = $"{Guid.NewGuid()}" }),
                    Kind.Note => RunAsync(
                        "addCaseUpdate",
                        new
                        {
                            caseId = id,
                            text = "Any",
                            @internal = true,
                        }
                    ),
                    Kind.Reply => RunAsync("addCaseUpdate", new { caseId = id, text = "Any" }),
                    Kind.Delete => RunAsync("deleteCases", new { select }),
                    Kind.Restore => RunAsync("restoreCases", new { select }),
                    Kind.Unmerge => RunAsync("unmergeCase", new { caseId = id }),
                    Kind.Undo => RunAsync("revertChangeSet", new { changeSetId = merge ?? id }),
                    _ => RunAsync("purgeCases", new { select, reason = "Any" }),
                }
            );
        }

        /// <summary>Tells the change set, if it could be done.</summary>
        private async Task<string?> MergeAsync(string primaryId, long duplicate)
        {
            string[] duplicateIds = [OpaqueId.Encode("Case", duplicate)];
            var merged = await world.Staff.MutateAsync(
                "mergeCases",
                new
                {
                    primaryId,
                    duplicateIds,
                    acrossAccounts = true,
                },
                selection: "__typename"
            );
            return merged.Errors.Count > 0 ? null : merged.Object("changeSet").GetProperty("id").GetString();
        }

        private Task<Payload> RunAsync(string mutation, object input) =>
            world.Staff.MutateAsync(mutation, input, selection: "__typename");
    }
}
