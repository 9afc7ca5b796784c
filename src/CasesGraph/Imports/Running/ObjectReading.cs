using System.Globalization;
using System.Text.Json;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Users;

namespace CasesGraph.Imports.Running;

/// <summary>What cells say of an object that a row names: how it may be found, and what it is like where it is to be made.</summary>
internal sealed class ObjectReading(ImportPlan plan)
{
    /// <summary>One object by whatever the columns say of it; null where they say nothing.</summary>
    public NamedObject? Read(IReadOnlyList<PlannedField> fields, FileRow row, GivenRow given)
    {
        List<(PlannedField Field, string Text)> said =
        [
            .. from field in fields
            let text = field.Text(row, given.Reject)
            where text is not null
            let plain = ValueAnswers.Trimmed(text)
            where plain.Length > 0
            select (field, plain),
        ];
        if (said.Count == 0)
            return null;
        var targets = TargetsOf(fields[0], given);
        var ways = said.SelectMany(one => Ways(one.Field, targets, one.Text)).OrderBy(Rank).ToList();
        // JSON that is broken, or says nothing of whom it is about.
        if (ways.Count == 0)
            ways = [new NamedBy(targets[0], Handle: null, said[0].Text)];
        return new(said[0].Field, targets[0], ways)
        {
            // Whoever may be one of several is not made.
            New = targets is [var only] ? NewRecords.Of(only, said, plan.Order) : null,
            Role = RoleOf(fields[0]),
        };
    }

    /// <summary>A contact of a list; null where it says nothing, or is JSON that says nothing of one, which is noted.</summary>
    public NamedObject? Contact(PlannedField field, string text, GivenRow given)
    {
        // Of a list that is broken only parts would be left.
        if (text.StartsWith("[{", StringComparison.Ordinal) || Person.Read(text) is not { } person)
        {
            if (ValueAnswers.Trimmed(text).Length > 0)
                given.Reject(
                    field,
                    ValidationCode.Malformed,
                    $"{field.Name}: {Quotation.Of(text)} is no whole object of JSON."
                );
            return null;
        }
        var contacts = EntityModel.Of<Contact>();
        return new(
            field,
            contacts,
            [.. WaysOf(contacts, person).DefaultIfEmpty(new NamedBy(contacts, Handle: null, text))]
        )
        {
            New = plan.Order.UnknownContacts is UnknownPolicy.Create ? NewRecords.Contact(person) : null,
            Role = person.Role ?? field.Given.Role,
        };
    }

    /// <summary>Whoever wrote a message of a list; null where nothing is said.</summary>
    public NamedObject? Author(PlannedField field, string text, UpdateDirection? direction)
    {
        if (Person.Read(text) is not { } person)
            return null;
        var targets = Authors(direction);
        var ways = targets.SelectMany(target => WaysOf(target, person)).OrderBy(Rank).ToList();
        return new(field, targets[0], ways.Count > 0 ? ways : [new NamedBy(targets[0], Handle: null, text)])
        {
            New =
                targets is [{ Type: var only }]
                && only == typeof(Contact)
                && plan.Order.UnknownContacts is UnknownPolicy.Create
                    ? NewRecords.Contact(person)
                    : null,
        };
    }

    /// <summary>A bug by its number or its id in another system, or by an object that has them.</summary>
    public static NamedObject Bug(PlannedField field, string text)
    {
        var bugs = EntityModel.Of<Bug>();
        return new(
            field,
            bugs,
            text is ['{', ..] && JsonCell.Read<List<NamedBy>>(text, json => [.. WaysIn(bugs, json)]) is [_, ..] ways
                ? ways
                : [Way(bugs, "number", text.TrimStart('#')), Way(bugs, "externalReference", text)]
        );
    }

    private static IEnumerable<NamedBy> WaysIn(EntityModel target, JsonElement json) =>
        from name in ImportNames.Parts(target)
        where json.TryGetProperty(name, out var said) && said.ValueKind is not JsonValueKind.Null
        select Way(target, name, json.GetProperty(name).ToString());

    /// <summary>The surest first: a key, what is unique, what is compared as it is kept, a name.</summary>
    private static int Rank(NamedBy way) =>
        way.Key is not null ? 0
        : way.Handle is { IsUnique: true } ? 1
        : way.Handle is not null ? 2
        : 3;

    private static IEnumerable<NamedBy> Ways(PlannedField field, IEnumerable<EntityModel> targets, string text)
    {
        var name = field.Part?.Split('.')[^1];
        return targets.SelectMany(target =>
            name is not null ? [Way(target, name, text)]
            : Person.Read(text) is { } person ? WaysOf(target, person)
            : []
        );
    }

    private static NamedBy Way(EntityModel target, string name, string text) =>
        name switch
        {
            "id" => new(target, Handle: null, text, KeyOf(target, text)),
            "number" => new(
                target,
                Handle: null,
                text,
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
            ),
            _ => new(
                target,
                target.Handles.FirstOrDefault(handle => handle.Name.Equals(name, StringComparison.Ordinal)),
                text
            ),
        };

    /// <summary>0 for what is no id of one.</summary>
    private static long KeyOf(EntityModel target, string id) =>
        OpaqueId.TryDecode(id, out var type, out var key) && type.Equals(target.Name, StringComparison.Ordinal)
            ? key
            : 0;

    private static IEnumerable<NamedBy> WaysOf(EntityModel target, Person person)
    {
        if ((person.Id ?? person.Login) is { } id && KeyOf(target, id) is > 0 and var key)
            yield return new(target, Handle: null, id, key);
        foreach (var handle in target.Handles)
        {
            var text = handle.Name switch
            {
                "email" => person.Address,
                "userName" => person.Login,
                "externalReference" => person.ExternalReference ?? person.Login,
                _ => null,
            };
            if (text is not null)
                yield return new(target, handle, text);
        }
        foreach (var name in person.Address is null ? person.Names : [])
            yield return new(target, Handle: null, name);
    }

    /// <summary>Who can have written a message: contacts what came in, staff the rest.</summary>
    private static IReadOnlyList<EntityModel> Authors(UpdateDirection? direction) =>
        direction switch
        {
            UpdateDirection.Incoming => [EntityModel.Of<Contact>()],
            null => [EntityModel.Of<User>(), EntityModel.Of<Contact>()],
            _ => [EntityModel.Of<User>()],
        };

    /// <summary>What the object can be.</summary>
    private IReadOnlyList<EntityModel> TargetsOf(PlannedField field, GivenRow given) =>
        field.Owner is "contacts" ? [EntityModel.Of<Contact>()]
        : field.Owner is "author" ? Authors(MessageReading.DirectionOf(given))
        : plan.Targets.Entity.Find(field.Owner) switch
        {
            ReferenceField reference => [EntityModel.Of(reference.Target)],
            UnionField union => [.. union.Members.Select(member => EntityModel.Of(member.Target))],
            var other => throw new NotSupportedException($"Nothing is named by {other?.Name ?? field.Owner}."),
        };

    private static ContactRole? RoleOf(PlannedField field) =>
        field is { Owner: "contacts", Part: { } part }
        && Enum.TryParse<ContactRole>(part.Split('.')[0], ignoreCase: true, out var role)
            ? role
            : field.Given.Role;
}
