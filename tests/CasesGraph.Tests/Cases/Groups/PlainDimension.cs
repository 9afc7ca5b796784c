using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Groups;
using CasesGraph.Model;
using CasesGraph.Query;
using CsCheck;

namespace CasesGraph.Tests.Cases.Groups;

/// <summary>A dimension of groups in plain code.</summary>
internal sealed record PlainDimension(string Field, TimeInterval? Interval, string? Zone)
{
    /// <summary>Those that are fields of a case, by their names.</summary>
    private static readonly Dictionary<string, FieldModel> Fields = CaseGroupField
        .All.Where(one => one.Name.Part is null)
        .ToDictionary(one => one.Name.Name, one => one.Name.Field, StringComparer.Ordinal);

    private static readonly Gen<PlainDimension> AnyPlain = OneOf(Fields.Keys.Where(name => !IsTime(name)))
        .Select(field => new PlainDimension(field, Interval: null, Zone: null));

    /// <summary>Zones with clock changes at midnight, of half an hour, and with odd offsets among them.</summary>
    private static readonly Gen<PlainDimension> AnyTime = Gen.Select(
        OneOf(Fields.Keys.Where(IsTime)),
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

    public bool IsObject => Fields[Field] is ReferenceField;

    public string TimeField => Fields[Field].Name;

    public string Asked =>
        Interval is null
            ? $"{{field: {Field}}}"
            : $"{{field: {Field}, interval: {Naming.UpperSnake($"{Interval}")}, timeZone: \"{Zone}\"}}";

    public DateTime? TimeOf(Case c) =>
        Fields[Field] is ScalarField time && IsTime(Field) ? (DateTime?)Of(time, c) : null;

    public PlainValue ValueOf(Case c) =>
        Fields[Field] switch
        {
            ReferenceField reference => Object(
                reference.Target.Name,
                (long?)Of(reference, c),
                reference.Navigation.GetValue(c) is { } named ? TextOf(named) : null
            ),
            ScalarField when IsTime(Field) => TimeOf(c) is { } time ? Step(time) : PlainValue.None,
            ScalarField plain => Of(plain, c) is Enum value ? Named(value) : PlainValue.None,
            _ => throw new InvalidOperationException(Field),
        };

    private static object? Of(ValueField field, Case c) => field.Property.GetValue(c);

    private static string? TextOf(object named)
    {
        var entity = EntityModel.Of(named.GetType());
        return (string?)entity.Type.GetProperty(entity.Declared.Text!)!.GetValue(named);
    }

    private static bool IsTime(string name) =>
        Fields[name] is ScalarField { Scalar: var kind } && kind == Scalar.Instant;

    /// <summary>All values that there are between those with cases.</summary>
    public IEnumerable<PlainValue> Between(IReadOnlyCollection<PlainValue> found)
    {
        if (Fields[Field] is ScalarField { Scalar.Type: { IsEnum: true } type })
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
