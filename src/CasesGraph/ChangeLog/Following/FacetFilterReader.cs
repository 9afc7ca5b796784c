using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Following;

/// <summary>Reads a filter of cases as a condition on what an entry of the log keeps of a case.</summary>
/// <param name="facets">The column: before or after.</param>
internal sealed class FacetFilterReader(ComparisonReader comparisons, Column facets)
{
    private static readonly Column Number = ChangeFilter.ColumnOf(typeof(CaseChange), nameof(CaseChange.CaseNumber));

    public Filter Read(IReadOnlyDictionary<string, object?> given, bool negated)
    {
        var parts = given
            .Where(one => one.Value is not null)
            .Select(one => Part(one.Key, one.Value!, negated))
            .OfType<Filter>()
            .ToList();
        return FilterReader.Combine(parts, negated);
    }

    /// <summary>Whether the text has a part.</summary>
    public Filter Has(string part, bool negated) =>
        comparisons.Scalar(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["contains"] = part },
            facets,
            negated
        );

    private Filter? Part(string name, object value, bool negated)
    {
        if (FilterReader.Joins(name, value, negated, Read, out var joined))
            return joined;
        if (name is "number")
            return comparisons.Scalar(FilterReader.Object(value), Number, negated);
        if (name is "state")
            return Values(value, negated, state => Statuses((CaseState?)state).Select(Status));
        if (FacetFilterFields.Link(name) is { } part)
            return Links(part, FilterReader.Object(value), negated);
        var field = FacetFilterFields.Field(name);
        return Values(value, negated, one => [CaseFacets.Token(field.Declared.Facet!, Stored(field, one))]);
    }

    /// <summary>The state follows from the status, so the log keeps that alone.</summary>
    private static IEnumerable<CaseStatus> Statuses(CaseState? state) =>
        Enum.GetValues<CaseStatus>()
            .Where(status => state == (CaseRules.IsClosed(status) ? CaseState.Closed : CaseState.Open));

    private static string Status(CaseStatus status) =>
        CaseFacets.Token(FacetFilterFields.Field("status").Declared.Facet!, (long)status);

    /// <summary>Comparisons with values, each of which stands for one of some tokens.</summary>
    private Filter Values(object given, bool negated, Func<object?, IEnumerable<string>> tokens) =>
        comparisons.Each(
            FilterReader.Object(given),
            negated,
            (name, value, not) =>
                OneOf(
                    name is "in" or "nin" ? Items(name, value).SelectMany(tokens) : tokens(value),
                    not ^ Operators.Of(name).Opposite
                )
        );

    private Filter OneOf(IEnumerable<string> tokens, bool negated) =>
        FilterReader.Combine([.. tokens.Select(token => Has(token, negated))], !negated);

    private Filter Links(LinkPart part, IReadOnlyDictionary<string, object?> given, bool negated)
    {
        var parts = new List<Filter>();
        foreach (var (quantifier, value) in given)
        {
            if (value is not null)
                parts.Add(Linked(part, FilterReader.Object(value), negated ^ (quantifier is "none")));
        }
        return FilterReader.Combine(parts, negated);
    }

    /// <summary>One object must meet both operations where both are given.</summary>
    private Filter Linked(LinkPart part, IReadOnlyDictionary<string, object?> given, bool negated)
    {
        if (given.GetValueOrDefault("id") is not IReadOnlyDictionary<string, object?> { Count: > 0 } id)
            return Has(CaseFacets.Any(part), negated);
        var entity = EntityModel.Of(part.Target);
        var keys = id.Select(one =>
                (one.Key is "in" ? Items(one.Key, one.Value) : [one.Value])
                    .Where(item => item is not null)
                    .Select(item => IdReader.Read(item, entity))
            )
            .Aggregate((left, right) => left.Intersect(right));
        return OneOf(keys.Distinct().Select(key => CaseFacets.Token(part.Facet!, key)), negated);
    }

    private static long? Stored(ValueField field, object? value) =>
        value switch
        {
            null => null,
            _ when field is ReferenceField { Target: var target } => IdReader.Read(value, EntityModel.Of(target)),
            _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        };

    private static IEnumerable<object?> Items(string operation, object? list) =>
        list is System.Collections.IEnumerable items ? items.Cast<object?>() : throw ComparisonReader.NullIn(operation);
}
