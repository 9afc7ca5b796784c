using CasesGraph.Model;
using CsCheck;

namespace CasesGraph.Tests.ChangeLog.Following;

/// <summary>Random filters of cases that can be followed, as GraphQL literals: values of CaseFilterInput too.</summary>
internal static class FollowedFilter
{
    private static readonly Gen<string> Plain = Gen.OneOf(
        Values("status", ["NEW", "ASSIGNED", "CLOSED", "PENDING_INPUT", "DUPLICATE"]),
        Values("state", ["OPEN", "CLOSED"]),
        Values("priority", ["HIGH", "MEDIUM", "LOW"]),
        Values("type", ["USER", "PRODUCT", "null"]),
        Values("source", ["API", "PORTAL"]),
        Values("accountId", ["\"@account\"", "\"@otherAccount\"", "null"]),
        Values("assignedToId", ["\"@user\"", "\"@otherUser\"", "null"]),
        Values("openedById", ["\"@contact\"", "null"]),
        Gen.Const("assignedToId: {me: true}"),
        Values("key", ["\"waiting\"", "\"solved\"", "\"nobody's\"", "null"]).Select(key => $"statusDetail: {{{key}}}"),
        Gen.Const("statusDetail: {}"),
        Gen.OneOf(["gt", "lte", "neq", "ngte"])
            .SelectMany(operation => Gen.Int[0, 5].Select(place => $"number: {{{operation}: #{place}}}")),
        Gen.Select(
            Gen.OneOf(["some", "none"]),
            Gen.Long[1, 3].Select(key => $"\"{OpaqueId.Encode("Tag", key)}\"").Array[0, 2],
            (how, ids) =>
                ids.Length switch
                {
                    0 => $"tags: {{{how}: {{}}}}",
                    1 => $"tags: {{{how}: {{id: {{eq: {ids[0]}}}}}}}",
                    _ => $"tags: {{{how}: {{id: {{in: [{string.Join(", ", ids)}]}}}}}}",
                }
        )
    );

    public static Gen<string> Any { get; } = Within(depth: 2);

    private static Gen<string> Within(int depth) =>
        depth == 0
            ? Plain
            : Gen.Frequency(
                (3, Plain),
                (1, Within(depth - 1).Select(inner => $"not: {{{inner}}}")),
                (
                    2,
                    Gen.Select(
                        Gen.OneOf(["and", "or"]),
                        Within(depth - 1).Array[1, 3],
                        (how, inner) => $"{how}: [{string.Join(", ", inner.Select(one => $"{{{one}}}"))}]"
                    )
                )
            );

    private static Gen<string> Values(string field, string[] values) =>
        Gen.Frequency(
            (
                2,
                Gen.Select(Gen.OneOf(["eq", "neq"]), Gen.OneOf(values), (how, value) => $"{field}: {{{how}: {value}}}")
            ),
            (
                1,
                Gen.Select(
                    Gen.OneOf(["in", "nin"]),
                    Gen.OneOf(values).Array[0, 3],
                    (how, some) => $"{field}: {{{how}: [{string.Join(", ", some)}]}}"
                )
            )
        );
}
