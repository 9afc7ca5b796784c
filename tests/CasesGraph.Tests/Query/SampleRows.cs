using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Tags;
using CasesGraph.Teams;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Query;

/// <summary>Rows full of nulls, ties and awkward texts, always the same ones, written past the operations.</summary>
internal sealed partial class SampleRows
{
    private readonly Choices choices = new(new PCG(7, 2026));
    private readonly Choices lookUps = new(new PCG(8, 2026));
    private readonly List<User> users;
    private readonly List<Account> accounts;
    private readonly List<Contact> contacts;
    private readonly List<Bug> bugs;
    private readonly List<Tag> tags;
    private readonly List<StatusDetail> statusDetails;
    private readonly List<Team> teams;
    private readonly List<Case> cases;
    private readonly List<CaseUpdate> updates = [];
    private long lastChange;

    private SampleRows()
    {
        users = Rows(8, User);
        accounts = Rows(14, Account);
        contacts = Rows(24, Contact);
        bugs = Rows(15, Bug);
        statusDetails = Rows(9, StatusDetail);
        teams = Rows(4, Team);
        cases = Rows(70, Case);
        tags = Rows(9, Tag);
        // Some of the deleted are gone because they were merged: two in a row into the same one.
        foreach (var (index, merged) in cases.Skip(10).Where(c => c.DeletedAt is not null).Index())
            merged.MergedIntoNumber = cases[index / 2].Number;
        foreach (var (index, later) in cases.Skip(20).Index().Where(one => one.Index % 3 == 0))
            later.FollowUpOfNumber = cases[index / 2].Number;
    }

    public static async Task WriteAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var rows = new SampleRows();
        db.AddRange(rows.users);
        db.AddRange(rows.accounts);
        db.AddRange(rows.contacts);
        db.AddRange(rows.bugs);
        db.AddRange(rows.statusDetails);
        db.AddRange(rows.teams);
        db.AddRange(rows.Members());
        db.AddRange(rows.cases);
        db.AddRange(rows.tags);
        await db.SaveChangesAsync();
        rows.lastChange = await db.Set<RecordChange>().MaxAsync(change => (long?)change.Id) ?? 0;
        foreach (var of in rows.cases)
        {
            foreach (var link in rows.Links(of).Cast<ICaseLink>())
            {
                // What a case keeps of its links is what they are counted by.
                of.Link(link);
                db.Add(link);
            }
        }
        db.AddRange(rows.Log());
        db.AddRange(rows.updates);
        await db.SaveChangesAsync();
        db.AddRange(rows.AuditEvents());
        db.AddRange(rows.Files(await db.CaseUpdates.OrderBy(update => update.Id).ToListAsync()));
        await db.SaveChangesAsync();
        // As a server would within a minute: without, PostgreSQL takes the tables for empty and walks them in nested loops.
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private List<TRow> Rows<TRow>(int count, Func<int, TRow> make) => [.. Enumerable.Range(0, count).Select(make)];

    private User User(int index)
    {
        var user = new User
        {
            Id = 10 + index,
            UserName = $"user{index}{Text()}",
            FullName = Text(),
            Email = Address(Maybe(Text)),
            Active = choices.Chance(60),
            CreatedAt = Time(),
            UpdatedAt = Time(),
            Version = choices.Below(4),
        };
        user.FoldUserName();
        return user;
    }

    private Account Account(int index) =>
        new()
        {
            Id = 100 + index,
            Name = Text(),
            Industry = Maybe(Text),
            Website = Maybe(Text),
            Phone = Phone(Maybe(Text)),
            Email = Address(Maybe(Text)),
            ParentId = index > 2 && choices.Chance(60) ? 100 + choices.Below(index) : null,
            AssignedToId = MaybeUser(),
            CreatedAt = Time(),
            UpdatedAt = Time(),
            DeletedAt = MaybeDeleted(),
            Version = choices.Below(4),
        };

    private Contact Contact(int index) =>
        new()
        {
            Id = 200 + index,
            FirstName = Maybe(Text),
            LastName = Text(),
            Email = Address(Maybe(Text)),
            Phone = Phone(Maybe(Text)),
            Title = Maybe(Text),
            AccountId = choices.Chance(70) ? choices.Pick(accounts).Id : null,
            CreatedAt = Time(),
            UpdatedAt = Time(),
            DeletedAt = MaybeDeleted(),
            Version = choices.Below(4),
        };

    private Bug Bug(int index) =>
        new()
        {
            Number = 300 + index,
            Subject = Text(),
            Description = Maybe(Text),
            Status = Any<BugStatus>(),
            Priority = Any<BugPriority>(),
            Type = MaybeAny<BugType>(),
            Resolution = MaybeAny<BugResolution>(),
            FoundIn = Maybe(Text),
            FixedIn = Maybe(Text),
            AssignedToId = MaybeUser(),
            CreatedAt = Time(),
            UpdatedAt = Time(),
            DeletedAt = MaybeDeleted(),
            Version = choices.Below(4),
        };

    private Tag Tag(int index) =>
        new()
        {
            Id = 40 + index,
            Name = $"{Text()}{index}",
            Color = Maybe(() => "#1E90FF"),
            CreatedAt = Time(),
            UpdatedAt = Time(),
            DeletedAt = MaybeDeleted(),
            Version = choices.Below(4),
        };

    /// <summary>Without choices, on which all other rows depend.</summary>
    private static StatusDetail StatusDetail(int index) =>
        new()
        {
            Id = 800 + index,
            Key = $"key{index}",
            Label = Samples.Texts[index % Samples.Texts.Length],
            Status = (CaseStatus)(index % 6),
            Position = index / 2,
            Active = index % 4 > 0,
            IsDefault = index == 0,
            CreatedAt = Samples.Times[0],
            UpdatedAt = Samples.Times[0],
            Version = index,
        };

    /// <summary>A tree of three, and one that has no case.</summary>
    private static Team Team(int index) =>
        new()
        {
            Id = 600 + index,
            Name = $"{Samples.Texts[index]}{index}",
            Description = index == 1 ? null : Samples.Texts[^(index + 1)],
            ParentId = index is 1 or 2 ? 600 + index - 1 : null,
            Active = index != 2,
            CreatedAt = Samples.Times[0],
            UpdatedAt = Samples.Times[0],
            Version = index,
        };

    private IEnumerable<TeamMember> Members() =>
        from team in teams
        from user in users
        where (user.Id + team.Id) % 3 == 0
        select new TeamMember { TeamId = team.Id, UserId = user.Id };

    private Case Case(int index) =>
        new()
        {
            Number = 1000 + index,
            Subject = Text(),
            Description = Maybe(Text),
            Status = Any<CaseStatus>(),
            StatusDetailId = index % 3 == 0 ? null : statusDetails[index % statusDetails.Count].Id,
            Priority = Any<CasePriority>(),
            Type = MaybeAny<CaseType>(),
            Resolution = Maybe(Text),
            WorkLog = Maybe(Text),
            ExternalReference = Maybe(() => $"{Text()}{index}"),
            Source = Any<CaseSource>(),
            // One account has many cases, and some have none.
            AccountId =
                choices.Chance(30) ? accounts[0].Id
                : choices.Chance(60) ? choices.Pick(accounts).Id
                : null,
            AssignedToId = MaybeUser(),
            TeamId = index % 3 == 0 ? CasesGraph.Teams.Team.FirstId : teams[index % 5 % 3].Id,
            OpenedById = choices.Chance(50) ? choices.Pick(contacts).Id : null,
            CreatedAt = Time(),
            CreatedBy = Actor(),
            UpdatedAt = Time(),
            UpdatedBy = Actor(),
            PublicUpdatedAt = Time(),
            FirstResponseAt = choices.Chance(50) ? Time() : null,
            WaitingSince = choices.Chance(50) ? Time() : null,
            LastIncomingAt = choices.Chance(50) ? Time() : null,
            LastOutgoingAt = choices.Chance(50) ? Time() : null,
            LastMessageAt = choices.Chance(50) ? Time() : null,
            StatusChangedAt = choices.Chance(90) ? Time() : null,
            AssignedAt = choices.Chance(50) ? Time() : null,
            ClosedAt = choices.Chance(50) ? Time() : null,
            DeletedAt = MaybeDeleted(),
            Version = choices.Below(4),
        };

    private string Text() => string.Concat(choices.Some(choices.Below(4), () => choices.Pick(Samples.Texts)));

    /// <summary>Choices of their own, so that the other rows stay what they are.</summary>
    private string? Address(string? text) =>
        text is null || lookUps.Chance(25)
            ? text
            : $"{lookUps.Pick(Samples.Names)}.{lookUps.Pick(Samples.Names)}@{lookUps.Pick(Samples.Domains)}";

    private string? Phone(string? text) => text is null || lookUps.Chance(25) ? text : lookUps.Pick(Samples.Phones);

    private DateTime Time() => choices.Pick(Samples.Times);

    private string? Maybe(Func<string> text) => choices.Chance(65) ? text() : null;

    private long? MaybeUser() => choices.Chance(65) ? choices.Pick(users).Id : null;

    private DateTime? MaybeDeleted() => choices.Chance(12) ? Time() : null;

    private Actor Actor() =>
        choices.Below(3) switch
        {
            0 => new Actor(choices.Pick(users).Id, ContactId: null),
            1 => new Actor(UserId: null, choices.Pick(contacts).Id),
            _ => CasesGraph.Access.Actor.System,
        };

    private TEnum Any<TEnum>()
        where TEnum : struct, Enum => choices.Pick(Enum.GetValues<TEnum>());

    private TEnum? MaybeAny<TEnum>()
        where TEnum : struct, Enum => choices.Chance(65) ? Any<TEnum>() : null;
}
