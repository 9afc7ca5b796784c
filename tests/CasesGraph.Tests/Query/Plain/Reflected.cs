using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tags;
using CasesGraph.Teams;

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

    /// <summary>Whether lists leave the row out: deleted ones, but links keep deleted contacts and bugs.</summary>
    public static bool IsHidden(Item item) =>
        (item.Link is null || item.Node is Case or Tag or Role or Team)
        && item.Node is ISoftDeleted { DeletedAt: not null };
}

/// <summary>A row of a list.</summary>
/// <param name="Link">The link that leads to it, where its fields count too.</param>
internal sealed record Item(object Node, object? Link);
