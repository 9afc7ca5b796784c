using CasesGraph.ChangeLog.Following;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using CasesGraph.Users;

namespace CasesGraph.ChangeLog;

/// <summary>
/// The fields of CaseChangeFilterInput that are not CaseChange's own. field, before, after, beforeText and afterText in
/// one object speak of the same field's change.
/// </summary>
internal sealed class CaseChangeFilter : FilterFields
{
    private static readonly string[] OfFieldChange = ["field", "before", "after", "beforeText", "afterText"];

    public override string Argument => "list";

    public override IReadOnlyList<string> ArgumentColumns =>
        [nameof(CaseChange.FacetsBefore), nameof(CaseChange.FacetsAfter), nameof(CaseChange.CaseNumber)];

    public override (Filter Condition, object Followed) Read(
        IReadOnlyDictionary<string, object?> argument,
        ComparisonReader comparisons
    )
    {
        var before = In(nameof(CaseChange.FacetsBefore));
        var after = In(nameof(CaseChange.FacetsAfter));
        return (new AnyOf([before.Listed, after.Listed]), new FollowedList(after.Condition, comparisons.Values));

        (Filter Listed, Filter Condition) In(string column)
        {
            var reader = new FacetFilterReader(comparisons, FacetFilterReader.ColumnOf(column));
            var condition = reader.Read(argument, negated: false);
            return (new AllOf([reader.Has(CaseFacets.Listed, negated: false), condition]), condition);
        }
    }

    public override bool Owns(string name) => name is "action" or "actorId" or "since" || OfFieldChange.Contains(name);

    public override IEnumerable<Filter> Read(
        IReadOnlyDictionary<string, object?> given,
        ComparisonReader comparisons,
        bool negated
    ) => new Reader(comparisons).Read(given, negated);

    private sealed class Reader(ComparisonReader comparisons)
    {
        public IEnumerable<Filter> Read(IReadOnlyDictionary<string, object?> given, bool negated)
        {
            var fieldChange = new List<Filter>();
            foreach (var name in OfFieldChange)
            {
                if (given.GetValueOrDefault(name) is IReadOnlyDictionary<string, object?> operations)
                    fieldChange.Add(
                        name.EndsWith("Text", StringComparison.Ordinal) ? Shown(name, operations) : Of(name, operations)
                    );
            }
            if (fieldChange.Count > 0)
            {
                var foreignKey = typeof(FieldChange).GetProperty(nameof(FieldChange.ChangeId))!;
                var same = FilterReader.Combine(fieldChange, negated: false);
                yield return new SomeOf(EntityModel.Of<FieldChange>(), foreignKey, Node: null, same, negated);
            }
            if (given.GetValueOrDefault("since") is string cursor)
                yield return Since(cursor, negated);
            var changeSet = typeof(CaseChange).GetProperty(nameof(CaseChange.ChangeSet))!;
            if (given.GetValueOrDefault("action") is IReadOnlyDictionary<string, object?> action)
                yield return new Related(changeSet, comparisons.Scalar(action, ColumnOf<ChangeSet>("action"), negated));
            if (given.GetValueOrDefault("actorId") is IReadOnlyDictionary<string, object?> actor)
                yield return new Related(changeSet, Actor(actor, negated));
        }

        private Filter Since(string cursor, bool negated) =>
            LogPosition.TryParse(cursor, out var position)
                ? comparisons.Since(position, typeof(CaseChange).GetProperty(nameof(CaseChange.Id))!, negated)
                : throw new RequestErrorException(
                    GraphErrorCode.InvalidCursor,
                    $"'since' is no cursor of the change log: {Quotation.Of(cursor)}."
                );

        /// <summary>What a person is shown: the text where there is one, else the value.</summary>
        private Filter Shown(string name, IReadOnlyDictionary<string, object?> operations) =>
            AnyOf(
                AllOf(Of(name, Null("neq")), Of(name, operations)),
                AllOf(Of(name, Null("eq")), Of(name[..^"Text".Length], operations))
            );

        private Filter Of(string name, IReadOnlyDictionary<string, object?> operations) =>
            comparisons.Scalar(operations, ColumnOf<FieldChange>(name), negated: false);

        private static Filter AllOf(params IReadOnlyList<Filter> parts) => FilterReader.Combine(parts, negated: false);

        private static Filter AnyOf(params IReadOnlyList<Filter> parts) => FilterReader.Combine(parts, negated: true);

        private static Dictionary<string, object?> Null(string operation) =>
            new(StringComparer.Ordinal) { [operation] = null };

        private static Column ColumnOf<TEntity>(string name)
        {
            var property = typeof(TEntity).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!;
            return new Column(property, Scalar.Of(property.PropertyType));
        }

        /// <summary>The id may be a user's or a contact's; null is the system itself.</summary>
        private Filter Actor(IReadOnlyDictionary<string, object?> given, bool negated)
        {
            var members = EntityModel.Of<ChangeSet>().Fields.OfType<UnionField>().Single().Members;
            var parts = new List<Filter>();
            foreach (var (operation, value) in given)
            {
                if (operation is "me")
                {
                    if (value is bool isMe)
                        parts.Add(
                            comparisons.Me(isMe) is { } me
                                ? Is(OpaqueId.Encode(nameof(User), me), negated)
                                : FilterReader.Combine([], !negated)
                        );
                    continue;
                }
                var opposite = operation is "neq" or "nin";
                var ids =
                    operation is "in" or "nin" && value is System.Collections.IEnumerable list
                        ? list.Cast<object?>().ToList()
                        : [value];
                var anyOf = ids.Select(id => Is(id, negated ^ opposite)).ToList();
                parts.Add(FilterReader.Combine(anyOf, negated: !(negated ^ opposite)));
            }
            return FilterReader.Combine(parts, negated);

            Filter Is(object? id, bool not)
            {
                if (id is null)
                    return FilterReader.Combine([.. members.Select(member => Key(member, value: null, not))], not);
                var member =
                    members.FirstOrDefault(m => IdReader.TryRead(id, EntityModel.Of(m.Target), out _))
                    ?? throw new RequestErrorException(
                        GraphErrorCode.InvalidId,
                        $"This is not the id of a User or a Contact: {Quotation.Of(id)}."
                    );
                return Key(member, id, not);
            }

            Filter Key(UnionMember member, object? value, bool not) =>
                comparisons.Id(
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["eq"] = value },
                    member.Key,
                    EntityModel.Of(member.Target),
                    not
                );
        }
    }
}
