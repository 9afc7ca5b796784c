using System.Text;
using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Audit;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Keys;
using CasesGraph.Roles;
using CasesGraph.Tags;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Tests.Query.Plain;

using Keys = IReadOnlyDictionary<string, object?>;

/// <summary>One sort key: the names that lead to the value, and the direction as the API names it.</summary>
internal sealed record PlainKey(IReadOnlyList<string> Path, string Direction)
{
    public bool Descending => Direction.StartsWith("DESC", StringComparison.Ordinal);
    public bool NullsFirst => Direction is "ASC" or "DESC_NULLS_FIRST";
}

/// <summary>Sorts objects as the API says lists are sorted.</summary>
internal static class PlainOrder
{
    public static IReadOnlyList<Item> Sort(
        Type type,
        IEnumerable<Item> items,
        object? order,
        Func<object, int>? rank = null
    )
    {
        var keys = order is IEnumerable<object?> given
            ? given.Cast<Keys>().SelectMany(key => Read(type, key, [])).ToList()
            : [];
        if (keys.Count == 0)
            keys = rank is null ? Default(type) : [new([], "ASC"), new(["updatedAt"], "DESC")];
        // A key that stands before already decides nothing.
        keys = [.. keys.DistinctBy(key => string.Join('.', key.Path), StringComparer.Ordinal)];
        keys.Add(new PlainKey([Reflected.KeyName(type)], keys is [.., { Descending: true }] ? "DESC" : "ASC"));
        var sorted = items.ToList();
        sorted.Sort(
            (left, right) => keys.Select(key => Compare(left, right, key, rank)).FirstOrDefault(order => order != 0)
        );
        return sorted;
    }

    /// <summary>Several fields in one object count in the order written.</summary>
    private static IEnumerable<PlainKey> Read(Type type, Keys given, IReadOnlyList<string> path)
    {
        foreach (var (name, value) in given)
        {
            // The log's positions follow its times.
            IReadOnlyList<string> at =
                path.Count == 0 && typeof(RecordChange).IsAssignableFrom(type)
                    ? [Reflected.KeyName(type)]
                    : [.. path, name];
            if (value is string direction)
                yield return new PlainKey(at, direction);
            else if (value is Keys inner)
            {
                foreach (var key in Read(type, inner, at))
                    yield return key;
            }
        }
    }

    private static int Compare(Item left, Item right, PlainKey key, Func<object, int>? rank)
    {
        var (first, second) =
            key.Path.Count == 0
                ? (rank!(left.Node), rank(right.Node))
                : (Follow(left.Node, key.Path), Follow(right.Node, key.Path));
        if (first is null || second is null)
            return first is null && second is null ? 0
                : first is null == key.NullsFirst ? -1
                : 1;
        var order = first switch
        {
            string text => ByCodePoint(text, (string)second),
            // By urgency, which falls from the first declared to the last.
            CasePriority or BugPriority => ((IComparable)second).CompareTo(first),
            _ => ((IComparable)first).CompareTo(second),
        };
        return key.Descending ? -order : order;
    }

    /// <summary>createdBy, user, fullName → CreatedByUser.FullName.</summary>
    private static object? Follow(object? row, IReadOnlyList<string> path)
    {
        for (var step = 0; step < path.Count && row is not null; step++)
        {
            var property = Reflected.Property(row.GetType(), path[step])!;
            row =
                property.PropertyType == typeof(Actor)
                    ? Reflected.Value(row, path[step] + char.ToUpperInvariant(path[step + 1][0]) + path[++step][1..])
                    : property.GetValue(row);
        }
        return row;
    }

    private static int ByCodePoint(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static readonly Type[] Named = [typeof(Account), typeof(Tag), typeof(Role), typeof(ApiKey), typeof(Team)];

    private static List<PlainKey> Default(Type type) =>
        type switch
        {
            _ when type == typeof(Case) || type == typeof(Bug) => [new(["number"], "DESC")],
            _ when Named.Contains(type) => [new(["name"], "ASC")],
            _ when type == typeof(StatusDetail) => [new(["position"], "ASC")],
            _ when type == typeof(User) => [new(["fullName"], "ASC")],
            _ when type == typeof(Contact) => [new(["lastName"], "ASC"), new(["firstName"], "ASC")],
            _ when type == typeof(CaseUpdate) => [new(["sentAt"], "ASC")],
            _ when type == typeof(AuditEvent) => [new(["at"], "DESC")],
            _ when type == typeof(Attachment) => [new(["createdAt"], "ASC")],
            _ => [],
        };
}
