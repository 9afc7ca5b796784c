using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Imports.Mappings;
using CasesGraph.Roles;
using CasesGraph.SavedFilters;
using CasesGraph.Tags;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>Who and what cases are about: it was there before the first of them.</summary>
internal sealed class SeedWorld
{
    private readonly Dice dice = new(seed: 20_260);
    private readonly DateTime start;
    private readonly List<DemoTexts> languages = [];

    public SeedWorld(SeedScale scale, DateTime start)
    {
        this.start = start;
        Users = [.. Enumerable.Range(1, scale.Users).Select(NewUser)];
        // The last one has left.
        if (Users.Count > 1)
            Users[^1].Active = false;
        Staff = [.. Users.Where(user => user.Active)];
        Teams = new SeedTeams(Users, start.AddDays(-401));
        // Of the first team, and so of all; most of these work for one of them.
        if (Users.Count > 1)
            Users[1].DefaultTeamId = Teams.Added[0].Id;
        Accounts = [];
        for (var id = 1; id <= scale.Accounts; id++)
            Accounts.Add(NewAccount(id));
        Contacts = [.. Enumerable.Range(1, scale.Contacts).Select(NewContact)];
        ContactsByAccount = Contacts.ToLookup(contact => contact.AccountId);
        Bugs = [.. Enumerable.Range(1, scale.Bugs).Select(NewBug)];
        Tags = scale.Cases == 0 ? [] : [.. Words.Select((word, index) => NewTag(index + 1, word))];
        StatusDetails = scale.Cases == 0 ? [] : Statuses();
        Filters = scale.Cases == 0 ? [] : SeedFilters.All(start);
        Mappings = scale.Cases == 0 ? [] : SeedMappings.All(start);
    }

    public IReadOnlyList<User> Users { get; }
    public IReadOnlyList<User> Staff { get; }

    public SeedTeams Teams { get; }

    /// <summary>The role that each user has.</summary>
    public IEnumerable<UserRole> UserRoles => Users.Select(RoleOf);

    public List<Account> Accounts { get; }
    public IReadOnlyList<Contact> Contacts { get; }
    public ILookup<long?, Contact> ContactsByAccount { get; }
    public IReadOnlyList<Bug> Bugs { get; }
    public IReadOnlyList<Tag> Tags { get; }
    public IReadOnlyList<StatusDetail> StatusDetails { get; }
    public IReadOnlyList<SavedFilter> Filters { get; }
    public IReadOnlyList<ImportMapping> Mappings { get; }

    public DemoTexts LanguageOf(Account account) => languages[(int)account.Id - 1];

    public User User(long id) => Users[(int)id - 1];

    /// <summary>As the database computes it.</summary>
    public static string NameOf(Contact contact) =>
        contact.FirstName is { } first ? $"{first} {contact.LastName}" : contact.LastName;

    private DateTime Before => start.AddHours(-1 - dice.Next(24 * 365));

    private static readonly string[] Words =
    [
        "vip",
        "billing",
        "invoice",
        "regression",
        "security",
        "documentation",
        "quick win",
        "escalated",
        "waiting for release",
    ];

    private Tag NewTag(int id, string word) =>
        new()
        {
            Id = id,
            Name = word,
            Color = id % 3 == 0 ? null : $"#{id * 1_118_481 % 0xFFFFFF:X6}",
            CreatedAt = start,
            UpdatedAt = start,
        };

    /// <summary>Those of a case, by its number alone, so that nothing else of the demo data depends on them.</summary>
    public IEnumerable<Tag> TagsOf(long number)
    {
        var mixed = number * 2_654_435_761 >> 7;
        return Tags.Where((_, index) => (mixed >> (3 * index)) % 8 == 0);
    }

    private List<StatusDetail> Statuses() =>
        [
            NewStatus(1, "waiting_for_customer", "Waiting for the customer", CaseStatus.PendingInput, isDefault: true),
            NewStatus(2, "waiting_for_supplier", "Waiting for a supplier", CaseStatus.PendingInput, isDefault: false),
            NewStatus(3, "out_of_scope", "Out of scope", CaseStatus.Rejected, isDefault: false),
        ];

    private StatusDetail NewStatus(int position, string key, string label, CaseStatus status, bool isDefault) =>
        new()
        {
            Id = StatusDetail.IdOf(key),
            Key = key,
            Label = label,
            Status = status,
            Position = position,
            IsDefault = isDefault,
            CreatedAt = start,
            UpdatedAt = start,
        };

    /// <summary>The status of one's own that a case has with a status, by its number alone.</summary>
    public StatusDetail? DetailOf(CaseStatus status, long number) =>
        StatusDetails.LastOrDefault(detail => detail.Status == status && (detail.IsDefault || number % 3 == 0));

    private User NewUser(int id)
    {
        if (id == 1)
            return Created(
                new User
                {
                    UserName = "admin",
                    FullName = "Demo Administrator",
                    Email = "admin@cases.example",
                },
                id
            );
        var texts = id % 3 == 0 ? Portuguese.Texts : English.Texts;
        var (first, last) = (dice.Pick(texts.FirstNames), dice.Pick(texts.LastNames));
        // The number keeps the name unique where there are more users than names.
        var name = $"{first.Latin}.{last.Latin}".ToLowerInvariant() + (id < 9 ? "" : $"{id}");
        return Created(
            new User
            {
                UserName = name,
                FullName = $"{first.Text} {last.Text}",
                Email = $"{name}@cases.example",
            },
            id
        );
    }

    public static UserRole RoleOf(User user) =>
        new()
        {
            UserId = user.Id,
            User = user,
            RoleId = (user.Id == 1 ? BuiltInRole.Administrator : BuiltInRole.Agent).Id,
        };

    private User Created(User user, int id)
    {
        user.Id = id;
        user.CreatedAt = user.UpdatedAt = start.AddDays(-400).AddHours(id);
        return user;
    }

    private Account NewAccount(int id)
    {
        var texts = DemoTexts.Of(dice);
        languages.Add(texts);
        var (company, city) = (dice.Pick(texts.Companies), dice.Pick(texts.Cities));
        var site = $"{company.Latin}-{city.Latin}{id}.{texts.Country}.example".ToLowerInvariant();
        var account = new Account
        {
            Id = id,
            Name = dice.Pick(texts.CompanyForms)
                .Replace("{company}", company.Text, StringComparison.Ordinal)
                .Replace("{city}", city.Text, StringComparison.Ordinal),
            Industry = dice.Chance(85) ? dice.Pick(texts.Industries) : null,
            Website = dice.Chance(80) ? $"https://{site}" : null,
            Phone = dice.Chance(70) ? Phone(texts) : null,
            Email = dice.Chance(60) ? $"info@{site}" : null,
            ParentId = id > 5 && dice.Chance(12) ? 1 + dice.Next(id - 1) : null,
            AssignedToId = dice.Chance(75) ? dice.Pick(Staff).Id : null,
            CreatedAt = Before,
        };
        account.UpdatedAt = account.CreatedAt;
        return account;
    }

    private Contact NewContact(int id)
    {
        // Each account has its first contact before any has a second; a few people belong to none.
        var account =
            id <= Accounts.Count ? Accounts[id - 1]
            : dice.Chance(96) ? dice.PickSkewed(Accounts)
            : null;
        var texts = account is null ? DemoTexts.Of(dice) : LanguageOf(account);
        var (first, last) = (dice.Pick(texts.FirstNames), dice.Pick(texts.LastNames));
        var known = dice.Chance(97);
        var contact = new Contact
        {
            Id = id,
            FirstName = known ? first.Text : null,
            LastName = last.Text,
            Email = dice.Chance(92) ? $"{first.Latin}.{last.Latin}{id}@mail.example".ToLowerInvariant() : null,
            Phone = dice.Chance(60) ? Phone(texts) : null,
            Title = dice.Chance(65) ? dice.Pick(texts.Titles) : null,
            AccountId = account?.Id,
            CreatedAt = Before,
        };
        contact.UpdatedAt = contact.CreatedAt;
        return contact;
    }

    private Bug NewBug(int number)
    {
        var texts = English.Texts;
        var slots = texts.SlotsOf(dice);
        var topic = texts.Topics[dice.Pick([1, 3, 5])];
        var status = (BugStatus)((number - 1) % 5);
        var bug = new Bug
        {
            Number = number,
            Subject = slots.Fill(dice.Pick(topic.Subjects)),
            Description = dice.Chance(80) ? slots.Fill(dice.Pick(topic.Descriptions)) : null,
            Status = status,
            Priority = (BugPriority)dice.Weighted(5, 25, 50, 20),
            Type = (BugType)dice.Weighted(75, 25),
            Resolution = status is BugStatus.Closed ? (BugResolution)dice.Weighted(10, 15, 50, 10, 10, 5) : null,
            FoundIn = $"{4 + dice.Next(3)}.{dice.Next(10)}",
            FixedIn = status is BugStatus.Closed ? $"7.{dice.Next(10)}" : null,
            AssignedToId = status is BugStatus.New ? null : dice.Pick(Staff).Id,
            CreatedAt = Before,
        };
        bug.UpdatedAt = bug.CreatedAt;
        return bug;
    }

    private string Phone(DemoTexts texts) => $"{texts.PhonePrefix} {1000 + dice.Next(9000)} {1000 + dice.Next(9000)}";
}
