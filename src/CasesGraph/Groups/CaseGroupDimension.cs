using System.Text.Json;
using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Graph;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using CasesGraph.Users;

namespace CasesGraph.Groups;

/// <summary>A dimension as it was asked for: how it is counted, and how its values read.</summary>
/// <param name="Target">The entity that the values refer to; null for other values.</param>
/// <param name="Zone">Where the steps of the calendar begin; null for what is no time.</param>
internal sealed record CaseGroupDimension(
    CaseGroupField Field,
    GroupDimension Counted,
    EntityModel? Target,
    TimeZoneInfo? Zone
)
{
    /// <summary>Where its value stands in a row of groups; a name is behind it.</summary>
    public int Column { get; init; }

    public static IReadOnlyList<CaseGroupDimension> Read(IEnumerable<CaseGroupKeyInput> asked)
    {
        var dimensions = new List<CaseGroupDimension>();
        var column = 0;
        foreach (var key in asked)
        {
            dimensions.Add(Read(key) with { Column = column });
            column += dimensions[^1].Counted.Name is null ? 1 : 2;
        }
        return dimensions;
    }

    private static CaseGroupDimension Read(CaseGroupKeyInput asked) =>
        EntityModel.Of<Case>().Find(Naming.Camel(asked.Field.ToString())) switch
        {
            ScalarField { Scalar: var scalar } time when scalar == Scalar.Instant => OfTime(asked, time),
            var _ when asked.Interval is not null || asked.TimeZone is not null => throw Refused(
                $"{Name(asked)} takes neither an interval nor a time zone: only times do."
            ),
            ReferenceField reference => new CaseGroupDimension(
                asked.Field,
                new GroupDimension(reference.Property, NameOf(reference.Target), Interval: null, Zone: null),
                EntityModel.Of(reference.Target),
                Zone: null
            ),
            ScalarField scalar => new CaseGroupDimension(
                asked.Field,
                new GroupDimension(scalar.Property, Name: null, Interval: null, Zone: null),
                Target: null,
                Zone: null
            ),
            _ => throw new NotSupportedException(asked.Field.ToString()),
        };

    public GroupValue ValueAt(RowSet groups, int row) =>
        groups[row, Column] is not { IsNull: false } value ? default
        : Counted.Name is null ? new GroupValue(value.Number, Name: null)
        : new GroupValue(value.Number, groups[row, Column + 1].Text.ToArray());

    public void WriteValue(Utf8JsonWriter json, Cell value)
    {
        if (value.IsNull)
            json.WriteNullValue();
        else if (Target is not null)
            json.WriteStringValue(OpaqueId.Encode(Target.Name, value.Number));
        else if (Zone is not null)
            Scalar.Instant.WriteJson(json, value.Number);
        else
            json.WriteStringValue(Naming.UpperSnake(NameOf(value)));
    }

    /// <summary>What people read in place of the value.</summary>
    public string TextOf(Cell value) =>
        Zone is null
            ? Naming.Label(NameOf(value))
            : ZonedCalendar.Label(UtcMicroseconds.To(value.Number), Counted.Interval!.Value, Zone);

    private string NameOf(Cell value) => Enum.ToObject(Counted.Type, value.Number).ToString()!;

    private static CaseGroupDimension OfTime(CaseGroupKeyInput asked, ScalarField time)
    {
        if (asked.Interval is not { } interval)
            throw Refused($"{Name(asked)} needs an interval, such as DAY.");
        var zone = ZonedCalendar.Zone(asked.TimeZone);
        return new(asked.Field, new GroupDimension(time.Property, Name: null, interval, zone.Id), Target: null, zone);
    }

    private static System.Reflection.PropertyInfo NameOf(Type target) =>
        target.GetProperty(target == typeof(User) ? nameof(User.FullName) : nameof(Account.Name))!;

    private static string Name(CaseGroupKeyInput asked) => Naming.UpperSnake(asked.Field.ToString());

    private static RequestErrorException Refused(string message) => new(GraphErrorCode.ValidationFailed, message);
}
