using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tags;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Query;

/// <summary>Links, log and conversation of the cases.</summary>
internal sealed partial class SampleRows
{
    private IEnumerable<object> Links(Case of)
    {
        var linked = choices.Some(choices.Below(5), () => choices.Pick(contacts).Id).Distinct().ToList();
        for (var at = 0; at < linked.Count; at++)
        {
            var role = at == 0 ? Any<ContactRole>() : (ContactRole)(1 + choices.Below(2));
            yield return new CaseContact
            {
                CaseNumber = of.Number,
                ContactId = linked[at],
                Role = role,
            };
        }
        foreach (var bug in choices.Some(choices.Below(4), () => choices.Pick(bugs).Number).Distinct())
            yield return new CaseBug { CaseNumber = of.Number, BugNumber = bug };
        foreach (var tag in choices.Some(choices.Below(4), () => choices.Pick(tags).Id).Distinct())
            yield return new CaseTag { CaseNumber = of.Number, TagId = tag };
    }

    private IEnumerable<Attachment> Files(IReadOnlyList<CaseUpdate> updates)
    {
        for (var number = 0; number < 80; number++)
        {
            var update = choices.Chance(40) ? choices.Pick(updates) : null;
            var of = update?.CaseNumber ?? choices.Pick(cases).Number;
            yield return new Attachment
            {
                CaseNumber = of,
                OriginNumber = update is null ? Origin(of, number) : update.OriginNumber,
                CaseUpdateId = update?.Id,
                Internal = update is null ? choices.Chance(50) : update.Direction is UpdateDirection.Note,
                FileName = $"{Text()}{choices.Below(3)}",
                ContentType = choices.Pick<string>(["text/plain", "image/png"]),
                Size = choices.Pick<long>([0, 1, int.MaxValue + 1L]),
                Sha256 = new string('a', 64),
                StorageKey = $"{choices.Below(5):D32}",
                CreatedAt = Time(),
                CreatedBy = Actor(),
            };
        }
    }

    private IEnumerable<ChangeSet> Log()
    {
        for (var number = 0; number < 90; number++)
        {
            var set = new ChangeSet
            {
                Action = Any<ChangeAction>(),
                Actor = Actor(),
                Reason = Maybe(Text),
                OccurredAt = Time(),
            };
            foreach (var of in choices.Some(1 + choices.Below(3), () => choices.Pick(cases)).Distinct())
                set.Changes.Add(Change(of));
            foreach (var of in choices.Some(choices.Below(3), () => choices.Pick(Records)))
                set.Changes.Add(Change(of));
            foreach (var change in set.Changes)
                change.ActorKey = set.ActorUserId ?? -set.ActorContactId;
            yield return set;
        }
        // A case that was purged: the log keeps its number.
        var purge = new ChangeSet { Action = ChangeAction.Purge, OccurredAt = Time() };
        purge.Changes.Add(
            new CaseChange
            {
                Id = ++lastChange,
                Kind = ChangeKind.Purged,
                CaseNumber = 999,
                Version = 2,
                OccurredAt = Time(),
                FacetsBefore = "",
            }
        );
        yield return purge;
    }

    private CaseChange Change(Case of)
    {
        var change = new CaseChange
        {
            Id = ++lastChange,
            Kind = Any<ChangeKind>(),
            CaseNumber = of.Number,
            Version = choices.Below(4),
            OccurredAt = Time(),
            FacetsBefore = "",
        };
        foreach (var field in choices.Some(choices.Below(4), Field))
            change.Fields.Add(field);
        updates.AddRange(choices.Some(choices.Below(3), () => Update(of, change)));
        return change;
    }

    private IReadOnlyList<IVersioned> Records => [.. users, .. accounts, .. contacts, .. bugs, .. tags];

    private EntityChange Change(IVersioned record)
    {
        var change = EntityChange.Of(record.GetType());
        change.Id = ++lastChange;
        change.Kind = Any<ChangeKind>();
        change.RecordId = Reflected.Key(record);
        change.Version = choices.Below(4);
        change.OccurredAt = Time();
        foreach (
            var field in choices.Some(choices.Below(4), () => choices.Pick<string>(["name", "status", "deletedAt"]))
        )
            change.Fields.Add(
                new EntityFieldChange
                {
                    Field = field,
                    Before = Maybe(Text),
                    After = Maybe(Text),
                    BeforeText = Maybe(Text),
                    AfterText = Maybe(Text),
                }
            );
        return change;
    }

    private FieldChange Field()
    {
        var field = choices.Pick<string>([
            "SUBJECT",
            "STATUS",
            "PRIORITY",
            "ACCOUNT",
            "CONTACTS",
            "BUGS",
            "DELETED_AT",
        ]);
        var change = new FieldChange
        {
            Field = new CaseField(field),
            Before = Maybe(Text),
            After = Maybe(Text),
            BeforeText = Maybe(Text),
            AfterText = Maybe(Text),
        };
        if (field is "CONTACTS")
        {
            change.BeforeRole = change.Before is null ? null : Any<ContactRole>();
            change.AfterRole = change.After is null ? null : Any<ContactRole>();
        }
        return change;
    }

    private CaseUpdate Update(Case of, CaseChange change)
    {
        var user = choices.Chance(50);
        return new CaseUpdate
        {
            CaseNumber = of.Number,
            OriginNumber = Origin(of.Number, updates.Count),
            Text = Text(),
            Direction = Any<UpdateDirection>(),
            Author = new Actor(user ? choices.Pick(users).Id : null, user ? null : choices.Pick(contacts).Id),
            SentAt = Time(),
            CreatedAt = Time(),
            Change = change,
        };
    }

    /// <summary>What is in a case that others went into was there later, or before, or in one of those.</summary>
    private long? Origin(long @case, int place)
    {
        var merged = cases.FirstOrDefault(one => one.MergedIntoNumber == @case);
        return merged is null || place % 3 == 0 ? null
            : place % 3 == 1 ? @case
            : merged.Number;
    }
}
