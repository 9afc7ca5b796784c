using System.Text;
using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Tags;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

using Conditions = IReadOnlyDictionary<string, object?>;

/// <summary>What a filter means, said over objects. A row that is not there is one whose values are all null.</summary>
internal sealed class PlainFilter(bool includeDeleted)
{
    private static readonly string[] OfFieldChange = ["field", "before", "after", "beforeText", "afterText"];

    public bool Matches(Type type, Item? item, Conditions filter) =>
        filter
            .Where(condition => condition.Value is not null)
            .All(condition => Holds(type, item, condition.Key, condition.Value!))
        && (!type.IsAssignableTo(typeof(RecordChange)) || FieldChangeHolds(type, (RecordChange?)item?.Node, filter));

    private bool Holds(Type type, Item? item, string name, object value)
    {
        var row = item?.Node;
        switch (name)
        {
            case "and":
                return Each(value).All(filter => Matches(type, item, filter));
            case "or":
                return !Each(value).Any() || Each(value).Any(filter => Matches(type, item, filter));
            case "not":
                return !Matches(type, item, (Conditions)value);
            case "id":
                return PlainComparison.IdHolds(row is null ? null : Reflected.Key(row), (Conditions)value);
            case "role" when item?.Link is not null || type == typeof(Contacts.Contact):
                return PlainComparison.Holds(Reflected.Value(item?.Link, name), (Conditions)value);
        }
        if (type.IsAssignableTo(typeof(RecordChange)) && ChangeHolds((RecordChange?)row, name, value) is { } holds)
            return holds;
        if (type == typeof(AuditEvent) && name is "objectId")
            return PlainComparison.Holds(PlainValue.ObjectId((AuditEvent?)row), (Conditions)value);
        if (
            name.EndsWith("Id", StringComparison.Ordinal)
            && Reflected.Property(type, name)?.PropertyType != typeof(string)
        )
        {
            var key = Reflected.Property(type, name) is null ? name[..^2] + "Number" : name;
            return PlainComparison.IdHolds((long?)Reflected.Value(row, key), (Conditions)value);
        }
        if (RelatedRows.Has(type, name))
            return ListHolds(type, row, name, (Conditions)value);
        var property = Reflected.Property(type, name)!;
        if (property.PropertyType == typeof(Actor))
            return ((Conditions)value)
                .Where(part => part.Value is not null)
                .All(part => UnionHolds(type, row, name, part.Key, part.Value!));
        if (Reflected.IsEntity(property.PropertyType))
            return Matches(property.PropertyType, ItemOf(Reflected.Value(row, name)), (Conditions)value);
        return PlainComparison.Holds(
            Reflected.Value(row, name),
            type == typeof(Tag) ? Composed((Conditions)value) : (Conditions)value
        );
    }

    /// <summary>The names of tags are kept and sought in NFC.</summary>
    private static Dictionary<string, object?> Composed(Conditions value) =>
        value.ToDictionary(part => part.Key, part => Composed(part.Value), StringComparer.Ordinal);

    private static object? Composed(object? value) =>
        value switch
        {
            string text => text.Normalize(NormalizationForm.FormC),
            Conditions conditions => Composed(conditions),
            IEnumerable<object?> items => items.Select(Composed).ToList(),
            _ => value,
        };

    /// <summary>user → CreatedByUser, userId → CreatedByUserId.</summary>
    private bool UnionHolds(Type type, object? row, string name, string member, object value)
    {
        var property = name + char.ToUpperInvariant(member[0]) + member[1..];
        return member.EndsWith("Id", StringComparison.Ordinal)
            ? PlainComparison.IdHolds((long?)Reflected.Value(row, property), (Conditions)value)
            : Matches(
                Reflected.Property(type, property)!.PropertyType,
                ItemOf(Reflected.Value(row, property)),
                (Conditions)value
            );
    }

    private bool ListHolds(Type type, object? row, string name, Conditions quantifiers)
    {
        var itemType = RelatedRows.TypeOf(type, name);
        var items = RelatedRows.Items(row, name).Where(item => includeDeleted || !Reflected.IsHidden(item)).ToList();
        return quantifiers
            .Where(quantifier => quantifier.Value is not null)
            .All(quantifier =>
                quantifier.Key switch
                {
                    "any" => items.Count > 0 == (bool)quantifier.Value!,
                    "some" => items.Any(item => Matches(itemType, item, (Conditions)quantifier.Value!)),
                    "none" => !items.Any(item => Matches(itemType, item, (Conditions)quantifier.Value!)),
                    _ => items.TrueForAll(item => Matches(itemType, item, (Conditions)quantifier.Value!)),
                }
            );
    }

    private static bool? ChangeHolds(RecordChange? change, string name, object value) =>
        name switch
        {
            "recordId" => PlainComparison.Holds(change is null ? null : PlainValue.RecordId(change), (Conditions)value),
            _ when OfFieldChange.Contains(name, StringComparer.Ordinal) => true,
            "action" => PlainComparison.Holds(change?.ChangeSet.Action, (Conditions)value),
            "actorId" => PlainComparison.ActorHolds(change?.ChangeSet, (Conditions)value),
            _ => null,
        };

    /// <summary>Conditions on a field's change all speak of the same one.</summary>
    private static bool FieldChangeHolds(Type type, RecordChange? change, Conditions filter)
    {
        var conditions = filter
            .Where(condition =>
                condition.Value is not null && OfFieldChange.Contains(condition.Key, StringComparer.Ordinal)
            )
            .ToList();
        return conditions.Count == 0
            || RelatedRows
                .Items(change, "fields")
                .Any(field =>
                    conditions.TrueForAll(condition =>
                        PlainComparison.Holds(Shown(type, field.Node, condition.Key), (Conditions)condition.Value!)
                    )
                );
    }

    /// <summary>A value without a text of its own is read as it is; among others, a case's field is called as theirs are.</summary>
    private static object? Shown(Type type, object field, string name) =>
        type != typeof(CaseChange) && name is "field" && field is FieldChange of
            ? EntityModel.Of<Case>().ValueFields.FirstOrDefault(one => new CaseField(one.LogName) == of.Field)?.Name
                ?? of.Field.Name.ToLowerInvariant()
        : name.EndsWith("Text", StringComparison.Ordinal)
            ? Reflected.Value(field, name) ?? Reflected.Value(field, name[..^"Text".Length])
        : Reflected.Value(field, name);

    private static Item? ItemOf(object? row) => row is null ? null : new Item(row, Link: null);

    private static IEnumerable<Conditions> Each(object value) => ((IEnumerable<object?>)value).Cast<Conditions>();
}
