using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using CasesGraph.Users;

namespace CasesGraph.ChangeLog;

/// <summary>
/// The fields of filters of the log that are not those of its entries. field, before, after, beforeText and afterText in
/// one object speak of the same field's change.
/// </summary>
/// <param name="tables">Where fields of changes are.</param>
internal abstract class ChangeFilter(params IReadOnlyList<FieldTable> tables) : FilterFields
{
    private static readonly string[] OfFieldChange = ["field", "before", "after", "beforeText", "afterText"];

    public override bool Owns(string name) => name is "action" or "actorId" or "since" || OfFieldChange.Contains(name);

    /// <summary>Whether it compares the value of a field.</summary>
    protected static bool IsValue(string name) => name is not "field" && OfFieldChange.Contains(name);

    public override IEnumerable<Filter> Read(
        IReadOnlyDictionary<string, object?> given,
        ComparisonReader comparisons,
        bool negated
    ) => new Reader(comparisons, tables).Read(given, negated);

    public static Column ColumnOf(Type rows, string property)
    {
        var found = rows.GetProperty(property)!;
        return new Column(found, Scalar.Of(found.PropertyType));
    }

    private sealed class Reader(ComparisonReader comparisons, IReadOnlyList<FieldTable> tables)
    {
        public IEnumerable<Filter> Read(IReadOnlyDictionary<string, object?> given, bool negated)
        {
            if (OfFieldChange.Any(name => given.GetValueOrDefault(name) is not null))
            {
                var some = tables.Select(table => new FieldChangeFilter(comparisons, table).Read(given, negated));
                yield return FilterReader.Combine([.. some], !negated);
            }
            if (given.GetValueOrDefault("since") is string cursor)
                yield return Since(cursor, negated);
            var changeSet = typeof(RecordChange).GetProperty(nameof(RecordChange.ChangeSet))!;
            if (given.GetValueOrDefault("action") is IReadOnlyDictionary<string, object?> action)
                yield return new Related(
                    changeSet,
                    comparisons.Scalar(action, ColumnOf(typeof(ChangeSet), nameof(ChangeSet.Action)), negated)
                );
            if (given.GetValueOrDefault("actorId") is IReadOnlyDictionary<string, object?> actor)
                yield return Actor(actor, negated);
        }

        private Filter Since(string cursor, bool negated) =>
            LogPosition.TryParse(cursor, out var position)
                ? comparisons.Since(position, typeof(RecordChange).GetProperty(nameof(RecordChange.Id))!, negated)
                : throw new RequestErrorException(
                    GraphErrorCode.InvalidCursor,
                    $"'since' is no cursor of the change log: {Quotation.Of(cursor)}."
                );

        /// <summary>The id may be a user's or a contact's; null is the system itself.</summary>
        private Filter Actor(IReadOnlyDictionary<string, object?> given, bool negated)
        {
            var members = EntityModel.Of<ChangeSet>().Fields.OfType<UnionField>().Single().Members;
            var set = typeof(RecordChange).GetProperty(nameof(RecordChange.ChangeSet))!;
            return comparisons.Each(
                given,
                negated,
                (name, value, not) =>
                {
                    not ^= Operators.Of(name).Opposite;
                    var ids = ComparisonReader.Operands(name, value);
                    return FilterReader.Combine([.. ids.Select(id => Is(id, not))], !not);
                }
            );

            Filter Is(object? id, bool not)
            {
                if (id is null)
                {
                    var nobody = members.Select(member => OfSet(member, value: null, not));
                    return Twice(
                        FilterReader.Combine([.. nobody], not),
                        key: null,
                        not,
                        [.. members.Select(m => m.Target)]
                    );
                }
                foreach (var member in members)
                {
                    var target = EntityModel.Of(member.Target);
                    if (IdReader.TryRead(id, target, out var key))
                        return Twice(OfSet(member, id, not), KeyOf(member, key), not, [member.Target]);
                }
                throw new RequestErrorException(
                    GraphErrorCode.InvalidId,
                    $"This is not the id of a User or a Contact: {Quotation.Of(id)}."
                );
            }

            Related OfSet(UnionMember member, object? value, bool not) =>
                new(
                    set,
                    comparisons.Id(
                        new Dictionary<string, object?>(StringComparer.Ordinal) { ["eq"] = value },
                        member.Key,
                        EntityModel.Of(member.Target),
                        not
                    )
                );
        }

        /// <summary>By the set, and by what entries have of it.</summary>
        private SaidTwice Twice(Filter ofSet, long? key, bool not, IReadOnlyList<Type> who) =>
            new(
                ofSet,
                new Comparison(
                    ColumnOf(typeof(RecordChange), nameof(RecordChange.ActorKey)),
                    ComparisonOperator.Equal,
                    not,
                    key is { } given ? comparisons.Values.Add(given, typeof(long)) : null
                ),
                who
            );

        private static long? KeyOf(UnionMember member, long key) =>
            (member.Target == typeof(User) ? Access.Actor.User(key) : Access.Actor.Contact(key)).LogKey;
    }
}
