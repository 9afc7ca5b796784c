using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Keys;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tags;
using CasesGraph.Teams;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Guards;

/// <summary>
/// Cases with all that they refer to, in memory, as they could be stored: what is required is there, texts are not blank,
/// each case has a log. Their values are those that a filter compares with and what lies beside them.
/// </summary>
internal sealed class GeneratedBase
{
    private static readonly (Type Type, int Count)[] Sizes =
    [
        (typeof(User), 5),
        (typeof(Team), 4),
        (typeof(TeamMember), 8),
        (typeof(Role), 5),
        (typeof(UserRole), 8),
        (typeof(ApiKey), 8),
        (typeof(Account), 6),
        (typeof(Contact), 8),
        (typeof(Bug), 5),
        (typeof(Tag), 5),
        (typeof(StatusDetail), 5),
        (typeof(Case), 24),
        (typeof(CaseContact), 30),
        (typeof(CaseBug), 24),
        (typeof(CaseTag), 24),
        (typeof(ChangeSet), 10),
        (typeof(CaseChange), 48),
        (typeof(FieldChange), 60),
        (typeof(CaseUpdate), 30),
        (typeof(Attachment), 30),
    ];

    private readonly Dictionary<Type, List<object>> rows = [];
    private readonly FilterOperands operands;
    private readonly Choices choices;

    /// <summary>Makes a base.</summary>
    /// <param name="deleted">Whether the cases are deleted ones, or in use; none is merged.</param>
    public GeneratedBase(FilterOperands operands, Choices choices, bool deleted)
    {
        (this.operands, this.choices) = (operands, choices);
        foreach (var (type, count) in Sizes)
            rows[type] = [.. Enumerable.Range(0, count).Select(_ => Activator.CreateInstance(type)!)];
        foreach (var (type, of) in rows)
            GiveKeys(type, of);
        foreach (var (index, row) in rows.Values.SelectMany(of => of.Index()))
            Fill(row, index);
        foreach (var @case in Cases)
        {
            @case.DeletedAt = deleted ? operands.Time(choices) : null;
            (@case.MergedInto, @case.MergedIntoNumber) = (null, null);
        }
        RelatedRows.Join(rows.Values.SelectMany(of => of));
    }

    public IEnumerable<Case> Cases => rows[typeof(Case)].Cast<Case>();

    private void GiveKeys(Type type, List<object> of)
    {
        if (EntityModel.Of(type).Key is not { } key)
            return;
        var keys = operands
            .Keys(type.Name)
            .Concat(Enumerable.Range(1, of.Count).Select(n => (long)n))
            .Distinct()
            .ToList();
        foreach (var row in of)
        {
            var one = choices.Pick(keys);
            keys.Remove(one);
            key.SetValue(row, one);
        }
    }

    private void Fill(object row, int index)
    {
        foreach (var property in row.GetType().GetProperties().Where(property => property.CanWrite))
        {
            if (rows.ContainsKey(property.PropertyType))
                Refer(row, property, index);
            else if (IsValue(row.GetType(), property))
                property.SetValue(row, MayBeNull(property) && choices.Chance(30) ? null : Value(property));
        }
    }

    private static bool IsValue(Type type, PropertyInfo property) =>
        property != EntityModel.Of(type).Key
        && (property.IsDefined(typeof(FieldAttribute)) || type == typeof(FieldChange))
        && (property.PropertyType == typeof(string) || !property.Name.EndsWith("Id", StringComparison.Ordinal))
        && property.Name is not nameof(CaseChange.CaseNumber)
        && property.PropertyType != typeof(Actor);

    /// <summary>The first changes are one for each case.</summary>
    private void Refer(object row, PropertyInfo navigation, int index)
    {
        var targets = rows[navigation.PropertyType];
        var ofCase = row is CaseChange && navigation.PropertyType == typeof(Case);
        var target =
            ofCase && index < targets.Count ? targets[index]
            : !ofCase && MayBeNull(navigation) && choices.Chance(30) ? null
            : choices.Pick(targets);
        navigation.SetValue(row, target);
        var key =
            row.GetType().GetProperty(navigation.Name + "Id") ?? row.GetType().GetProperty(navigation.Name + "Number");
        key!.SetValue(row, target is null ? null : EntityModel.Of(target.GetType()).Key!.GetValue(target));
    }

    private object Value(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var field = property.GetCustomAttribute<FieldAttribute>();
        return type switch
        {
            _ when type == typeof(string) => operands.Text(choices, mayBeAny: field is null, field?.LongText ?? true),
            _ when type == typeof(bool) => choices.Chance(50),
            _ when type == typeof(DateTime) => operands.Time(choices),
            _ when type == typeof(int) => (int)Math.Min(Number(property), int.MaxValue),
            _ when type == typeof(long) => Number(property),
            _ when type == typeof(CaseField) => new CaseField(choices.Pick(FieldNames)),
            { IsEnum: true } => choices.Pick([.. Enum.GetValues(type).Cast<object>()]),
            _ => CasesGraph.Model.Scalar.Find(type)?.Example(choices.Below(9)) ?? Activator.CreateInstance(type)!,
        };
    }

    private long Number(PropertyInfo property) => operands.Number(choices, least: property.Name is "Version" ? 1 : 0);

    private static string[] FieldNames { get; } =
    [
        .. EntityModel.Of<Case>().ValueFields.Where(field => field.Declared.Audited).Select(field => field.LogName),
        .. CaseParts.All.Select(part => part.Field.Name),
    ];

    private static bool MayBeNull(PropertyInfo property) =>
        Nullability.MayBeNull(property) && property.GetCustomAttribute<FieldAttribute>()?.NonNull is not true;
}
