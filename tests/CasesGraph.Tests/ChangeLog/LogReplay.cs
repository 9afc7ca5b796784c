using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>The log told again from its beginning: it must come to the cases as they are.</summary>
internal static class LogReplay
{
    /// <summary>Both of the below, of what the database holds.</summary>
    /// <param name="first">Leaves out the cases with lower numbers.</param>
    public static async Task<(List<Case> Cases, List<CaseChange> Log)> AssertAsync(CasesDb db, long first = 1)
    {
        var cases = await db.Cases.AsNoTracking().Where(c => c.Number >= first).WithPartsAsync(db);
        var log = await db
            .CaseChanges.AsNoTracking()
            .Where(change => change.CaseNumber >= first)
            .Include(change => change.Fields)
            .Include(change => change.ChangeSet)
            .OrderBy(change => change.Id)
            .ToListAsync();
        Assert.All(log, change => Assert.Equal(KeyOfActor(change.ChangeSet), change.ActorKey));
        AssertRebuilds(cases, log);
        AssertVersions(cases, log);
        AssertShown(cases, log);
        WorkTimesOracle.Assert(cases, log);
        PublicTimesOracle.Assert(cases, log);
        return (cases, log);
    }

    /// <summary>Users' keys are positive in the log, those of contacts negative.</summary>
    public static long? KeyOfActor(ChangeSet set) => set.ActorUserId ?? -set.ActorContactId;

    /// <summary>Every audited field, settled time, link and message is what its changes made of it.</summary>
    /// <param name="cases">With contacts, bugs, updates and attachments.</param>
    /// <param name="log">With fields, in log order.</param>
    public static void AssertRebuilds(IEnumerable<Case> cases, IEnumerable<CaseChange> log)
    {
        var replayed = new Dictionary<(long Case, string Field), SortedSet<string>>();
        var purged = new HashSet<long>();
        var facets = new Dictionary<long, string>();
        foreach (var change in log)
        {
            // Its values are empty from the beginning, and nothing comes after it.
            Assert.DoesNotContain(change.CaseNumber!.Value, purged);
            if (change.Kind is ChangeKind.Purged)
            {
                Assert.All(
                    replayed.Where(field => field.Key.Case == change.CaseNumber),
                    field => Assert.Empty(field.Value)
                );
                purged.Add(change.CaseNumber.Value);
            }
            foreach (var (time, before, after) in SettledTimes.Read(change.Settled))
                Replay(replayed, (change.CaseNumber!.Value, time.LogName), Kept(before, after));
            foreach (var field in change.Fields.OrderBy(field => field.Id))
                Replay(replayed, (change.CaseNumber!.Value, field.Field.Name), field);
            AssertFacets(change, facets, replayed, cases.FirstOrDefault(c => c.Number == change.CaseNumber));
        }
        foreach (var c in cases)
        {
            Assert.DoesNotContain(c.Number, purged);
            foreach (var (field, values) in AuditedValues(c))
            {
                var found = replayed.GetValueOrDefault((c.Number, field), []);
                Assert.True(found.SetEquals(values), $"{field} of {c.Number}");
            }
            Assert.Equal(Led(cases.Where(other => other.MergedIntoNumber == c.Number)), Tokens(c.LedFacets));
            if (c.DeletedAt is null && facets.TryGetValue(c.Number, out var kept))
                Assert.Equal(Tokens(c.LedFacets), [.. Tokens(kept).Where(IsLed)]);
        }
    }

    /// <summary>Facets go on where the change before left them, and say the same as the values.</summary>
    /// <param name="facets">Of the changes before, by case.</param>
    /// <param name="case">Null where it was purged, and with it the values.</param>
    private static void AssertFacets(
        CaseChange change,
        Dictionary<long, string> facets,
        Dictionary<(long Case, string Field), SortedSet<string>> replayed,
        Case? @case
    )
    {
        var number = change.CaseNumber!.Value;
        Assert.Equal(Tokens(facets.GetValueOrDefault(number, "")), Tokens(change.FacetsBefore!));
        facets[number] = change.FacetsAfter!;
        if (@case is not null)
            Assert.Equal(Expected(), Tokens(change.FacetsAfter!).Where(token => !IsLed(token)), StringComparer.Ordinal);

        SortedSet<string> Expected()
        {
            if (One("DELETED_AT") is not null)
                return [];
            SortedSet<string> expected = new(StringComparer.Ordinal)
            {
                $"s{Place<CaseStatus>("STATUS")}",
                $"p{Place<CasePriority>("PRIORITY")}",
                $"t{Place<CaseType>("TYPE")}",
                $"c{@case.Source:D}",
                $"a{Key("ACCOUNT")}",
                $"q{Key("TEAM")}",
                $"u{Key("ASSIGNED_TO")}",
                $"r{Key("OPENED_BY")}",
            };
            if (Key("STATUS_DETAIL") is { } detail)
                expected.Add($"d{detail}");
            expected.UnionWith(Values("TAGS").Select(id => $"g{Decoded(id)}"));
            expected.UnionWith(Values("CONTACTS").Select(link => $"k{Decoded(link.Split(' ')[0])}"));
            return expected;
        }

        SortedSet<string> Values(string field) => replayed.GetValueOrDefault((number, field), []);
        string? One(string field) => Values(field).SingleOrDefault();
        long? Key(string field) => One(field) is { } id ? Decoded(id) : null;
        static long Decoded(string id) =>
            OpaqueId.TryDecode(id, out _, out var key) ? key : throw new InvalidOperationException(id);
        int? Place<TEnum>(string field)
            where TEnum : struct, Enum =>
            One(field) is { } text
                ? (int)(object)Enum.Parse<TEnum>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)
                : null;
    }

    private static SortedSet<string> Tokens(string text) =>
        new(text.Split('|', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static bool IsLed(string token) => token is ['m' or 'n', ..];

    /// <summary>Who is led to a case by those that were merged into it: contacts by the account of that case, and accounts.</summary>
    private static SortedSet<string> Led(IEnumerable<Case> merged)
    {
        var led = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var one in merged)
        {
            long?[] contacts = [one.OpenedById, .. one.Contacts.Select(link => (long?)link.ContactId)];
            led.UnionWith(contacts.OfType<long>().Select(contact => $"m{contact}a{one.AccountId}"));
            if (one.AccountId is { } account)
                led.Add($"n{account}");
        }
        return led;
    }

    /// <summary>Texts do not change but by a redaction, which the log has too: it shows what a message or file has.</summary>
    private static void AssertShown(List<Case> cases, List<CaseChange> log)
    {
        var messages = cases
            .SelectMany(c => c.Updates)
            .Select(one => (OpaqueId.Encode("CaseUpdate", one.Id), one.Text));
        var files = cases
            .SelectMany(c => c.Attachments)
            .Select(one => (OpaqueId.Encode("Attachment", one.Id), one.FileName));
        var shown = messages.Concat(files).ToDictionary(StringComparer.Ordinal);
        foreach (var row in log.SelectMany(change => change.Fields))
        {
            if (shown.TryGetValue(row.Before ?? "", out var before))
                Assert.Equal(Beginning(before), row.BeforeText);
            if (shown.TryGetValue(row.After ?? "", out var after))
                Assert.Equal(Beginning(after), row.AfterText);
        }

        static string Beginning(string text) => string.Concat(text.EnumerateRunes().Take(100));
    }

    /// <summary>Each change counts the version up by one; the last gives time and actor.</summary>
    /// <param name="log">With change sets, in log order.</param>
    public static void AssertVersions(IEnumerable<Case> cases, IReadOnlyCollection<CaseChange> log)
    {
        foreach (var c in cases)
        {
            var changes = log.Where(change => change.CaseNumber == c.Number).ToList();
            Assert.Equal(Enumerable.Range(1, c.Version), changes.Select(change => change.Version));
            Assert.Equal((ChangeKind.Created, c.CreatedAt, c.CreatedBy), Facts(changes[0]));
            Assert.Equal((changes[^1].Kind, c.UpdatedAt, c.UpdatedBy), Facts(changes[^1]));
            if (changes[^1].Kind is ChangeKind.Deleted or ChangeKind.Restored)
                Assert.Equal(c.DeletedAt is not null, changes[^1].Kind is ChangeKind.Deleted);
        }

        static (ChangeKind, DateTime, Actor) Facts(CaseChange change) =>
            (change.Kind, change.OccurredAt, change.ChangeSet.Actor);
    }

    private static void Replay(
        Dictionary<(long, string), SortedSet<string>> replayed,
        (long, string) field,
        FieldChange change
    )
    {
        if (!replayed.TryGetValue(field, out var values))
            replayed[field] = values = new SortedSet<string>(StringComparer.Ordinal);
        // What the log says was there before must have been there.
        if (change.Before is { } before)
            Assert.True(values.Remove(WithRole(before, change.BeforeRole)));
        else if (field.Item2 is not ("CONTACTS" or "BUGS" or "UPDATES" or "ATTACHMENTS" or "TAGS"))
            Assert.Empty(values);
        if (change.After is { } after)
            Assert.True(values.Add(WithRole(after, change.AfterRole)));
    }

    private static FieldChange Kept(object? before, object? after) =>
        new() { Before = CanonicalText.OfScalar(before), After = CanonicalText.OfScalar(after) };

    private static IEnumerable<(string Field, IEnumerable<string> Values)> AuditedValues(Case c)
    {
        foreach (var time in SettledTimes.All)
            yield return (time.LogName, Some(CanonicalText.OfScalar(time.Property.GetValue(c))));
        yield return ("SUBJECT", [c.Subject]);
        yield return ("DESCRIPTION", Some(c.Description));
        yield return ("STATUS", Some(CanonicalText.Of<CaseStatus>(c.Status)));
        yield return ("STATUS_DETAIL", Some(CanonicalText.Of("StatusDetail", c.StatusDetailId)));
        yield return ("PRIORITY", Some(CanonicalText.Of<CasePriority>(c.Priority)));
        yield return ("TYPE", Some(CanonicalText.Of(c.Type)));
        yield return ("RESOLUTION", Some(c.Resolution));
        yield return ("WORK_LOG", Some(c.WorkLog));
        yield return ("EXTERNAL_REFERENCE", Some(c.ExternalReference));
        yield return ("ACCOUNT", Some(CanonicalText.Of("Account", c.AccountId)));
        yield return ("TEAM", Some(CanonicalText.Of("Team", c.TeamId)));
        yield return ("ASSIGNED_TO", Some(CanonicalText.Of("User", c.AssignedToId)));
        yield return ("OPENED_BY", Some(CanonicalText.Of("Contact", c.OpenedById)));
        yield return ("DELETED_AT", Some(c.DeletedAt is { } at ? CanonicalText.Of(at) : null));
        yield return ("MERGED_INTO", Some(CanonicalText.Of("Case", c.MergedIntoNumber)));
        yield return (
            "CONTACTS",
            c.Contacts.Select(link => WithRole(OpaqueId.Encode("Contact", link.ContactId), link.Role))
        );
        yield return ("BUGS", c.Bugs.Select(link => OpaqueId.Encode("Bug", link.BugNumber)));
        yield return ("TAGS", c.Tags.Select(link => OpaqueId.Encode("Tag", link.TagId)));
        yield return ("UPDATES", c.Updates.Select(update => OpaqueId.Encode("CaseUpdate", update.Id)));
        yield return ("ATTACHMENTS", c.Attachments.Select(file => OpaqueId.Encode("Attachment", file.Id)));
    }

    private static string[] Some(string? value) => value is null ? [] : [value];

    private static string WithRole(string value, ContactRole? role) => role is null ? value : $"{value} {role}";
}
