using CsCheck;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>What the inputs of actions are put together from.</summary>
internal sealed partial record RandomAction
{
    private static Gen<RandomAction> Act(string mutation, Gen<string> input) =>
        Gen.Select(input, Gen.Int[0, 1000], (text, place) => new RandomAction(mutation, text, place));

    private static Gen<string> Many(string kind, params string[] values) =>
        Gen.Select(
            Gen.OneOf([
                $"\"@{kind.ToLowerInvariant()}\"",
                $"\"@other{kind}\", \"@deleted{kind}\"",
                $"\"@{kind.ToLowerInvariant()}\", \"@other{kind}\"",
            ]),
            Gen.OneOf(values),
            (ids, set) => $"select: {{ids: [{ids}]}}, set: {{{set}}}, errorPolicy: REJECT_FAILED_ROWS"
        );

    /// <summary>Of a case that is there, and of others that the first such action creates.</summary>
    private static Gen<RandomAction> Upsert =>
        Gen.OneOf(
            Act(
                "upsertCase",
                Gen.Select(
                    One,
                    Fields([.. Values, .. OwnValues]),
                    (c, set) => $"match: {{number: {c}}}, update: {{{set}}}"
                )
            ),
            Act(
                "upsertAccount",
                Gen.OneOf(["externalReference: \"random\"", "name: \"Random\""])
                    .Select(key => $"match: {{{key}}}, create: {{name: \"Random\"}}, update: {{industry: \"One\"}}")
            ),
            Act(
                "upsertContact",
                Gen.OneOf(["One", "Two"])
                    .Select(name =>
                        $"match: {{email: \"random@x.example\"}}, create: {{lastName: \"{name}\"}}, update: {{lastName: \"{name}\"}}"
                    )
            )
        );

    /// <summary>The second one is made anew where a sequence has merged it (<see cref="NewCasesAsync"/>).</summary>
    private static Gen<string> Pair(string kind) =>
        Gen.Bool.Select(takes =>
            $"primaryId: \"@{kind.ToLowerInvariant()}\", duplicateIds: [\"@other{kind}\"], acrossAccounts: true"
            + (takes ? $", choices: [{{field: \"externalReference\", from{kind}Id: \"@other{kind}\"}}]" : "")
        );

    private static Gen<string> Name(string id, string field) =>
        Gen.OneOf(["One", "Two", "Three"]).Select(name => $"id: \"{id}\", {field}: \"{name}\"");

    /// <summary>One field or two.</summary>
    private static Gen<string> Fields(string[][] fields) =>
        Gen.Shuffle(Enumerable.Range(0, fields.Length).ToArray(), 1, 2)
            .SelectMany(chosen =>
                Gen.Select(Gen.OneOf(fields[chosen[0]]), Gen.OneOf(fields[chosen[^1]]), Gen.Const(chosen.Length))
            )
            .Select((one, other, count) => count == 1 ? one : $"{one}, {other}");

    private static string MassUpdate(string cases, string set, string bug, bool adds) =>
        $"select: {{ids: [{cases}]}}, set: {{{set}, {(adds ? "add" : "remove")}BugIds: [{bug}]}}, errorPolicy: REJECT_FAILED_ROWS";

    private static string Merge(int[] places, string field) =>
        $"primaryId: #{places[0]}, duplicateIds: [{string.Join(", ", places[1..].Select(place => $"#{place}"))}], acrossAccounts: true, "
        + $"choices: [{{field: {field}, fromCaseId: #{places[1]}}}]";
}
