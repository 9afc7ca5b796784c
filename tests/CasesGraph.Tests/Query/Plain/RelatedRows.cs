using System.Reflection;
using System.Runtime.CompilerServices;
using CasesGraph.ChangeLog;
using CasesGraph.Model;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>The lists that an object shows: rows that refer to it by a navigation which is declared so.</summary>
internal static class RelatedRows
{
    private static readonly ConditionalWeakTable<object, Dictionary<string, List<object>>> Lists = [];

    private static readonly ILookup<Type, (PropertyInfo Navigation, InverseAttribute Declared)> ByTarget = EntityModel
        .Types.Concat(EntityModel.ForEachLogged)
        .SelectMany(type => type.GetProperties().Where(property => property.DeclaringType == type))
        .SelectMany(property =>
            property.GetCustomAttributes<InverseAttribute>().Select(declared => (property, declared))
        )
        .ToLookup(one => one.property.PropertyType);

    private static readonly ILookup<Type, (PropertyInfo Navigation, InverseAttribute Declared)> BySource = ByTarget
        .SelectMany(target => target)
        .ToLookup(one => one.Declared.Child ?? one.Navigation.DeclaringType!);

    /// <summary>Whether the type shows such a list.</summary>
    public static bool Has(Type owner, string name) => Of(owner).Any(one => Is(one.Declared, name));

    /// <summary>The type of the list's members.</summary>
    public static Type TypeOf(Type owner, string name)
    {
        var (navigation, declared) = Of(owner).Single(one => Is(one.Declared, name));
        var source = declared.Child ?? navigation.DeclaringType!;
        return declared.Node is null ? source : source.GetProperty(declared.Node)!.PropertyType;
    }

    /// <summary>Makes the lists of rows whose navigations are set.</summary>
    /// <param name="world">Knows which records changes are about, where there are some of any.</param>
    public static void Join(IEnumerable<object> rows, World? world = null)
    {
        foreach (var row in rows)
        {
            foreach (var (navigation, declared) in Lineage(row.GetType()).SelectMany(type => BySource[type]))
            {
                if ((navigation.GetValue(row) ?? Record(row, navigation, world)) is not { } target)
                    continue;
                var lists = Lists.GetOrCreateValue(target);
                if (!lists.TryGetValue(declared.Name, out var list))
                    lists[declared.Name] = list = [];
                list.Add(row);
            }
        }
    }

    public static IEnumerable<object> Of(object owner, string name) =>
        Lists.TryGetValue(owner, out var lists) && lists.TryGetValue(name, out var list) ? list : [];

    /// <summary>The members of a list: the rows themselves, or what a link leads to.</summary>
    public static IEnumerable<Item> Items(object? owner, string name)
    {
        if (owner is null)
            return [];
        var node = Of(owner.GetType()).Single(one => Is(one.Declared, name)).Declared.Node;
        return Of(owner, name)
            .Select(row =>
                node is null
                    ? new Item(row, Link: null)
                    : new Item(row.GetType().GetProperty(node)!.GetValue(row)!, row)
            );
    }

    /// <summary>By its key alone: no navigation leads there.</summary>
    private static object? Record(object row, PropertyInfo navigation, World? world) =>
        row is EntityChange change && navigation.Name is nameof(EntityChange<>.Record) ? world?.RecordOf(change) : null;

    private static IEnumerable<(PropertyInfo Navigation, InverseAttribute Declared)> Of(Type owner) =>
        Lineage(owner).SelectMany(type => ByTarget[type]);

    private static IEnumerable<Type> Lineage(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }

    private static bool Is(InverseAttribute declared, string name) =>
        string.Equals(declared.Name, name, StringComparison.Ordinal);
}
