using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>Reads objects by the names of the API, which are those of the properties.</summary>
internal static class Reflected
{
    private static readonly ConcurrentDictionary<(Type, string), PropertyInfo?> Properties = new();

    public static PropertyInfo? Property(Type type, string apiName) =>
        Properties.GetOrAdd(
            (type, apiName),
            key => key.Item1.GetProperty(char.ToUpperInvariant(key.Item2[0]) + key.Item2[1..])
        );

    public static object? Value(object? row, string apiName) =>
        row is null ? null : Property(row.GetType(), apiName)!.GetValue(row);

    public static string KeyName(Type type) =>
        type.GetProperties().FirstOrDefault(p => p.IsDefined(typeof(KeyAttribute)))?.Name ?? "Id";

    public static long Key(object row) => (long)row.GetType().GetProperty(KeyName(row.GetType()))!.GetValue(row)!;

    public static bool IsEntity(Type type) =>
        type.IsClass && type.Namespace!.StartsWith("CasesGraph.", StringComparison.Ordinal);

    public static bool IsList(Type type) => type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>The members of a list: the rows themselves, or what a link leads to.</summary>
    public static IEnumerable<Item> Items(object? owner, string apiName)
    {
        if (owner is null)
            return [];
        var items = (IEnumerable)Value(owner, apiName)!;
        return items
            .Cast<object>()
            .Select(item =>
                (owner, item) switch
                {
                    (Case, CaseContact link) => new Item(link.Contact, link),
                    (Case, CaseBug link) => new Item(link.Bug, link),
                    (Contact, CaseContact link) => new Item(link.Case, link),
                    (Bug, CaseBug link) => new Item(link.Case, link),
                    _ => new Item(item, Link: null),
                }
            );
    }

    public static Type ItemType(Type owner, string apiName)
    {
        var item = Property(owner, apiName)!.PropertyType.GetGenericArguments()[0];
        return item == typeof(CaseContact)
            ? owner == typeof(Case)
                ? typeof(Contact)
                : typeof(Case)
            : item == typeof(CaseBug)
                ? owner == typeof(Case)
                    ? typeof(Bug)
                    : typeof(Case)
                : item;
    }

    /// <summary>Whether lists leave the row out: deleted ones, but links keep deleted contacts and bugs.</summary>
    public static bool IsHidden(Item item) =>
        (item.Link is null || item.Node is Case) && item.Node is ISoftDeleted { DeletedAt: not null };
}

/// <summary>A row of a list.</summary>
/// <param name="Link">The link that leads to it, where its fields count too.</param>
internal sealed record Item(object Node, object? Link);
