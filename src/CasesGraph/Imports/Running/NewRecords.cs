using CasesGraph.Accounts;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>What is known of accounts and contacts that rows name and that are to be made.</summary>
internal static class NewRecords
{
    /// <summary>Null for what is not made, or of which too little is known.</summary>
    /// <param name="said">What columns say of it.</param>
    public static NewRecord? Of(
        EntityModel target,
        IReadOnlyList<(PlannedField Field, string Text)> said,
        StartImportInput order
    )
    {
        if (target.Type == typeof(Account) && order.UnknownAccounts is UnknownPolicy.Create)
            return Made(
                target,
                said.Where(one => one.Field.Part is not "id")
                    .ToDictionary(one => one.Field.Part!, one => (string?)one.Text, StringComparer.Ordinal)
            );
        return target.Type == typeof(Contact) && order.UnknownContacts is UnknownPolicy.Create
            ? Contact(said.Select(Said).Aggregate((one, other) => one.With(other)))
            : null;
    }

    public static NewRecord? Contact(Person person)
    {
        var (first, last) = person.Parts;
        return Made(
            EntityModel.Of<Contact>(),
            new(StringComparer.Ordinal)
            {
                ["firstName"] = first,
                ["lastName"] = last.Length > 0 ? last : null,
                ["email"] = person.Address,
                ["externalReference"] = person.ExternalReference,
                ["phone"] = person.Phone,
            }
        );
    }

    private static Person Said((PlannedField Field, string Text) one) =>
        one.Field.Part?.Split('.')[^1] switch
        {
            null => Person.Read(one.Text) ?? Person.Nobody,
            "email" => Person.Nobody with { Address = one.Text },
            "externalReference" => Person.Nobody with { ExternalReference = one.Text },
            _ => Person.Nobody,
        };

    /// <summary>By a name; two with one id in another system, one address or one name are one.</summary>
    private static NewRecord? Made(EntityModel entity, Dictionary<string, string?> values)
    {
        var given = values
            .Where(one => one.Value is not null)
            .ToDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal);
        if (!given.ContainsKey("name") && !given.ContainsKey("lastName"))
            return null;
        var key =
            given.GetValueOrDefault("externalReference")
            ?? given.GetValueOrDefault("email")
            ?? given.GetValueOrDefault("name")
            ?? $"{given.GetValueOrDefault("firstName")} {given["lastName"]}";
        return new(entity, given) { Key = CaseFolding.Key(key) };
    }
}
