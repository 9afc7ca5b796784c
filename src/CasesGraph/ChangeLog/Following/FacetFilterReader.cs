using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Following;

/// <summary>Reads a filter of cases as a condition on what an entry of the log keeps of a case.</summary>
/// <param name="facets">The column: before or after.</param>
internal sealed class FacetFilterReader(ComparisonReader comparisons, AccessShape access, Column facets)
{
    private static readonly Dictionary<string, object?> Nothing = [];
    private static readonly EntityModel Cases = EntityModel.Of<Case>();
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
        Check(name);
        if (name is "number")
            return comparisons.Scalar(FilterReader.Object(value), Number, negated);
        if (name is "state")
            return Values(
                FilterReader.Object(value),
                negated,
                state => Statuses((CaseState?)state).Select(Status),
                any: null
            );
        if (FacetFilterFields.Link(name) is { } part)
            return Links(part, FilterReader.Object(value), negated);
        var field = FacetFilterFields.Field(name);
        var facet = field.Declared.Facet!;
        var given = FilterReader.Object(value);
        if (field.Declared.GivenBy is { } by)
            given = given.GetValueOrDefault(Naming.Camel(by)) is { } key ? FilterReader.Object(key) : Nothing;
        return Values(
            given,
            negated,
            one => [CaseFacets.Token(facet, Stored(field, one))],
            field.Declared.FacetIfAny ? CaseFacets.Any(facet) : null
        );
    }

    /// <summary>Refuses what the caller does not read of a case, as it is or as the log tells of it.</summary>
    private void Check(string name)
    {
        var field = Cases.Find(name) ?? FacetFilterFields.Field(name);
        NamedFields.Check(access, Cases, field);
        if (access.IsContact && !ToldToContacts.MayBeNamed(field))
            throw NamedFields.Forbidden(AccessShape.Coordinate(Cases, field), action: null);
    }

    /// <summary>The state follows from the status, so the log keeps that alone.</summary>
    private static IEnumerable<CaseStatus> Statuses(CaseState? state) =>
        Enum.GetValues<CaseStatus>()
            .Where(status => state == (CaseRules.IsClosed(status) ? CaseState.Closed : CaseState.Open));

    private static string Status(CaseStatus status) =>
        CaseFacets.Token(FacetFilterFields.Field("status").Declared.Facet!, (long)status);

    /// <summary>Comparisons with values, each of which stands for one of some tokens.</summary>
    /// <param name="any">What stands in texts that have a value, where no token stands for none.</param>
    private Filter Values(
        IReadOnlyDictionary<string, object?> given,
        bool negated,
        Func<object?, IEnumerable<string>> tokens,
        string? any
    ) =>
        comparisons.Each(
            given,
            negated,
            (name, value, not) =>
            {
                var opposite = not ^ Operators.Of(name).Opposite;
                var choices = name is "in" or "nin" ? Items(name, value) : [value];
                return FilterReader.Combine(
                    [
                        .. choices.SelectMany(one =>
                            one is null && any is not null
                                ? [Has(any, !opposite)]
                                : tokens(one).Select(token => Has(token, opposite))
                        ),
                    ],
                    !opposite
                );
            }
        );

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
            return Has(CaseFacets.Any(part.Facet!), negated);
        var entity = EntityModel.Of(part.Target);
        var keys = id.Select(one =>
                (one.Key is "in" ? Items(one.Key, one.Value) : [one.Value])
                    .Where(item => item is not null)
                    .Select(item => IdReader.Read(item, entity))
            )
            .Aggregate((left, right) => left.Intersect(right));
        return FilterReader.Combine(
            [.. keys.Distinct().Select(key => Has(CaseFacets.Token(part.Facet!, key), negated))],
            !negated
        );
    }

    private static long? Stored(ValueField field, object? value) =>
        value switch
        {
            null => null,
            string key when field is ReferenceField { Declared.GivenBy: not null, Target: var named } => EntityModel
                .Of(named)
                .IdOf!(key),
            _ when field is ReferenceField { Target: var target } => IdReader.Read(value, EntityModel.Of(target)),
            _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        };

    private static IEnumerable<object?> Items(string operation, object? list) =>
        list is System.Collections.IEnumerable items ? items.Cast<object?>() : throw ComparisonReader.NullIn(operation);
}
