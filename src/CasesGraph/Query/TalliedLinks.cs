using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Some (or, negated, no) object that a tally's rows are linked with meets the condition: of all keys that such a row has, in
/// one text, it is asked whether that of the object is there.
/// </summary>
/// <param name="Kept">The property with the text.</param>
/// <param name="Filter">On the object.</param>
internal sealed record TalliedLinks(PropertyInfo Kept, string Letter, EntityModel Target, Filter Filter, bool Negated)
    : Filter
{
    /// <summary>Null where the tally has no such links, or the condition is about more than what they lead to.</summary>
    public static TalliedLinks? Of(SomeOf some, Tally tally)
    {
        if (tally.AllOf(some.Child.Type) is not { All: { } all } column)
            return null;
        var key = all.Link.GetProperty(all.Key)!;
        var reference = EntityConditions.ReferenceBy(key)!;
        var target = EntityModel.Of(reference.PropertyType);
        return some.Node == reference && On(some.Filter) is { } filter
            ? new TalliedLinks(column.Own, all.Letter, target, filter, some.Negated)
            : null;

        Filter? On(Filter of) =>
            of switch
            {
                AllOf { Filters: var parts } => Each(parts) is { } each ? new AllOf(each) : null,
                AnyOf { Filters: var parts } => Each(parts) is { } each ? new AnyOf(each) : null,
                Related { Navigation: var navigation, Filter: var inner } when navigation == reference => inner,
                Comparison comparison when comparison.Path.Property == key => comparison with
                {
                    Path = comparison.Path with { Property = target.Key! },
                },
                _ => null,
            };

        List<Filter>? Each(IReadOnlyList<Filter> parts)
        {
            var each = parts.Select(On).OfType<Filter>().ToList();
            return each.Count == parts.Count ? each : null;
        }
    }
}
