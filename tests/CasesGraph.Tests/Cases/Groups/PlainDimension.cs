using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Users;
using CsCheck;

namespace CasesGraph.Tests.Cases.Groups;

/// <summary>A dimension of groups in plain code.</summary>
internal sealed record PlainDimension(string Field, TimeInterval? Interval, string? Zone)
{
    private static readonly Dictionary<string, Type> Enums = new(StringComparer.Ordinal)
    {
        ["STATUS"] = typeof(CaseStatus),
        ["STATE"] = typeof(CaseState),
        ["PRIORITY"] = typeof(CasePriority),
        ["TYPE"] = typeof(CaseType),
        ["SOURCE"] = typeof(CaseSource),
    };

    private static readonly Gen<PlainDimension> AnyPlain = OneOf([.. Enums.Keys, "ACCOUNT", "ASSIGNED_TO"])
        .Select(field => new PlainDimension(field, Interval: null, Zone: null));

    /// <summary>Zones with clock changes at midnight, of half an hour, and with odd offsets among them.</summary>
    private static readonly Gen<PlainDimension> AnyTime = Gen.Select(
        OneOf("CREATED_AT", "UPDATED_AT", "CLOSED_AT"),
        Gen.OneOf([.. Enum.GetValues<TimeInterval>().Select(Gen.Const)]),
        OneOf(
            "UTC",
            "Europe/Lisbon",
            "Asia/Kathmandu",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Asia/Beirut",
            "Pacific/Apia"
        ),
        (field, interval, zone) => new PlainDimension(field, interval, zone)
    );

    public static readonly Gen<PlainDimension> Any = Gen.OneOf(AnyPlain, AnyTime);

    public bool IsObject => Interval is null && !Enums.ContainsKey(Field);

    public string TimeField =>
        Field switch
        {
            "CREATED_AT" => "createdAt",
            "UPDATED_AT" => "updatedAt",
            _ => "closedAt",
        };

    public string Asked =>
        Interval is null
            ? $"{{field: {Field}}}"
            : $"{{field: {Field}, interval: {Naming.UpperSnake($"{Interval}")}, timeZone: \"{Zone}\"}}";

    public DateTime? TimeOf(Case c) =>
        Field switch
        {
            "CREATED_AT" => c.CreatedAt,
            "UPDATED_AT" => c.UpdatedAt,
            "CLOSED_AT" => c.ClosedAt,
            _ => null,
        };

    public PlainValue ValueOf(Case c) =>
        Field switch
        {
            "STATUS" => Named(c.Status),
            "STATE" => Named(c.State),
            "PRIORITY" => Named(c.Priority),
            "TYPE" => c.Type is { } type ? Named(type) : PlainValue.None,
            "SOURCE" => Named(c.Source),
            "ACCOUNT" => Object(nameof(Account), c.AccountId, c.Account?.Name),
            "ASSIGNED_TO" => Object(nameof(User), c.AssignedToId, c.AssignedTo?.FullName),
            _ => TimeOf(c) is { } time ? Step(time) : PlainValue.None,
        };

    /// <summary>All values that there are between those with cases.</summary>
    public IEnumerable<PlainValue> Between(IReadOnlyCollection<PlainValue> found)
    {
        if (Enums.TryGetValue(Field, out var type))
            return [.. Enum.GetValues(type).Cast<Enum>().Select(Named).Union(found).Order(PlainValue.Ascending)];
        var times = found.Where(value => value.Text is not null).ToList();
        if (Interval is null || times.Count == 0)
            return found.Order(PlainValue.Ascending);
        var (first, last) = (times.MinBy(value => value.Number)!.Time, times.MaxBy(value => value.Number)!.Time);
        var look = Interval is TimeInterval.Hour ? TimeSpan.FromMinutes(15) : TimeSpan.FromHours(6);
        return
        [
            .. Enumerable
                .Range(0, 1 + (int)((last - first) / look))
                .Select(at => Step(first + (at * look)))
                .Union(found)
                .Order(PlainValue.Ascending),
        ];
    }

    private static Gen<string> OneOf(params IEnumerable<string> texts) => Gen.OneOf([.. texts.Select(Gen.Const)]);

    private static PlainValue Named(Enum value) =>
        new(Naming.UpperSnake($"{value}"), Naming.Label($"{value}"), Number: Rank(value));

    /// <summary>Of priorities the least urgent are the lowest.</summary>
    private static long Rank(Enum value) => value is CasePriority ? -(int)(object)value : (int)(object)value;

    private static PlainValue Object(string type, long? key, string? name) =>
        key is { } some ? new(OpaqueId.Encode(type, some), name, some) { Sorted = name! } : PlainValue.None;

    private PlainValue Step(DateTime time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone!);
        var start = ZonedCalendar.Start(time, Interval!.Value, zone);
        return new(CanonicalText.Of(start), ZonedCalendar.Label(start, Interval.Value, zone), start.Ticks);
    }
}
