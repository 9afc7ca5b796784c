using System.Reflection;
using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Groups;

/// <summary>A dimension as it was asked for: how it is counted, and how its values read.</summary>
/// <param name="Target">The entity that the values refer to; null for other values.</param>
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

    private static CaseGroupDimension Read(CaseGroupKeyInput asked)
    {
        if (
            asked.Field.Part is null
            && asked.Field.Field is ScalarField { Scalar: var kind } time
            && kind == Scalar.Instant
        )
            return OfTime(asked, time);
        if (asked.Interval is not null || asked.TimeZone is not null)
            throw Refused($"{asked.Field.Name} takes neither an interval nor a time zone: only times do.");
        if (asked.Field.Part is { } part)
            return OfPart(asked, part);
        return asked.Field.Field switch
        {
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
            _ => throw new NotSupportedException(asked.Field.Name),
        };
    }

    /// <summary>
    /// Whether groups can be made of counts by half hours: by one time, in a zone whose steps they make up, and by nothing
    /// that has names.
    /// </summary>
    public static bool MayBeCut(IReadOnlyList<CaseGroupDimension> dimensions) =>
        dimensions.Count(dimension => dimension.Zone is not null) == 1
        && dimensions.All(dimension => dimension.Target is null)
        && HalfHour.Fits(dimensions.Select(dimension => dimension.Zone).OfType<TimeZoneInfo>().Single());

    /// <summary>What cases are counted by.</summary>
    public static CountedBy CountedBy(IReadOnlyList<GroupDimension> dimensions, bool cuts) =>
        new(
            [.. dimensions.Where(dimension => !cuts || dimension.Zone is null).Select(dimension => dimension.Column)],
            cuts ? dimensions.Single(dimension => dimension.Zone is not null).Column : null
        );

    /// <summary>A case counts with each object that it is linked to.</summary>
    private static CaseGroupDimension OfPart(CaseGroupKeyInput asked, LinkPart part)
    {
        var links = EntityModel.Of<Case>().Fields.OfType<ConnectionField>().Single(list => list.Child == part.Row);
        var column = part.Row.GetProperty(part.Key)!;
        return new(
            asked.Field,
            new GroupDimension(column, NameOf(part.Target), Interval: null, Zone: null) { Links = links },
            EntityModel.Of(part.Target),
            Zone: null
        );
    }

    /// <summary>The values of a group's dimensions, as far as they tell it from others.</summary>
    public static (long?, long?) KeyAt(IReadOnlyList<CaseGroupDimension> dimensions, RowSet groups, int row) =>
        (dimensions[0].NumberAt(groups, row), dimensions.Count == 1 ? null : dimensions[1].NumberAt(groups, row));

    private long? NumberAt(RowSet groups, int row) =>
        groups[row, Column] is { IsNull: false } value ? value.Number : null;

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
            throw Refused($"{asked.Field.Name} needs an interval, such as DAY.");
        var zone = ZonedCalendar.Zone(asked.TimeZone);
        return new(asked.Field, new GroupDimension(time.Property, Name: null, interval, zone.Id), Target: null, zone);
    }

    private static PropertyInfo NameOf(Type target) => target.GetProperty(EntityModel.Of(target).Declared.Text!)!;

    private static RequestErrorException Refused(string message) =>
        new(GraphErrorCode.ValidationFailed, message) { Argument = "by" };
}
