using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>Mutations as tests send them: all alike, with the mistakes as short lines.</summary>
internal static class Mutating
{
    /// <summary>What follows in a case from its messages.</summary>
    public const string MessageFields =
        "waitingSince lastIncomingAt lastOutgoingAt lastMessageAt lastMessageDirection messageCount";

    /// <summary>A case with all that can be written to it.</summary>
    public const string CaseFields = $$"""
        id number subject description status statusDetail { key } state priority type resolution workLog externalReference source version
        account { id } team { id } assignedTo { id } openedBy { id } contacts { edges { role node { id } } } bugs { nodes { id } }
        updates { nodes { id text direction internal } } createdAt updatedAt firstResponseAt closedAt deletedAt
        {{MessageFields}} statusChangedAt assignedAt reopenedCount
        """;

    /// <summary>The document of a mutation whose input is the variable $input, or a literal.</summary>
    public static string Document(string mutation, string? selection = null, string? literal = null)
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..];
        var refersToOthers =
            !mutation.StartsWith("delete", StringComparison.Ordinal)
            && !mutation.StartsWith("restore", StringComparison.Ordinal)
            && mutation is not "purgeCases"
            && mutation is not ("createRole" or "updateRole")
            && !mutation.Contains("StatusDetail", StringComparison.Ordinal)
            && mutation
                is not (
                    "revertChangeSet"
                    or "cancelJob"
                    or "removeAttachments"
                    or "eraseContacts"
                    or "mergeTags"
                    or "updateTag"
                    or "redactCaseUpdate"
                    or "unlinkIdentity"
                );
        var related = refersToOthers ? "... on RelatedObjectNotFoundError { field id }" : "";
        const string skips =
            "skipped { record { ... on Case { number } } recordId field current wouldBe reason because { id } }";
        var left = mutation is "revertChangeSet"
            ? $"... on ChangeSetRevertedError {{ {skips} }} ... on NothingToRevertError {{ {skips} }}"
            : "";
        var variable = literal is null ? $"($input: {type}Input!)" : "";
        return $$"""
            mutation{{variable}} {
              {{mutation}}(input: {{literal ?? "$input"}}) {
                {{selection ?? Selection(mutation)}}
                changeSet { id action reason }
                errors { __typename ... on Error { message } ... on ValidationError { issues { field code } } {{related}} {{left}} }
              }
            }
            """;
    }

    public static async Task<Payload> MutateAsync(
        this HttpClient client,
        string mutation,
        object? input,
        string? literal = null,
        string? selection = null
    )
    {
        var query = Document(mutation, selection, literal);
        object? variables = literal is null ? new { input } : null;
        using var response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return new Payload(answer.GetProperty("data").GetProperty(mutation));
    }

    private static string Selection(string mutation) =>
        mutation switch
        {
            "createCase" or "updateCase" => $"case {{ {CaseFields} }}",
            "createCases" =>
                $"created rejectedCount results {{ index case {{ {CaseFields} }} issues {{ field code }} }}",
            "duplicateCase" => $"case {{ {CaseFields} }} leftOut {{ field target {{ id }} reason }}",
            "linkCaseContacts" or "unlinkCaseContacts" or "linkCaseBugs" or "unlinkCaseBugs" =>
                $"case {{ {CaseFields} }}",
            "addCaseUpdate" => $"caseUpdate {{ id text direction internal createdAt }} case {{ {CaseFields} }}",
            "mergeCases" =>
                $"case {{ {CaseFields} }} fields {{ field takenFrom values {{ case {{ number }} value text }} }} moved {{ contacts bugs tags updates attachments }}",
            "unmergeCase" => $"case {{ {CaseFields} }} survivor {{ {CaseFields} }} kept {{ field before after }}",
            "revertChangeSet" =>
                "reverted skippedCount skipped { record { ... on Case { number } } recordId field current wouldBe reason because { id } } job { id }",
            "deleteRoles" or "deleteTeams" => "deletedIds",
            "createTeam" or "updateTeam" => "team { id name description parent { id } active version deletedAt }",
            "addTeamMembers" => "team { id version } added",
            "removeTeamMembers" => "team { id version } removed unassigned job { id }",
            "deleteTags" => "deletedIds changed job { id }",
            "mergeContacts" =>
                "contact { id version } fields { field takenFrom } moved { recordType field count } job { id }",
            "mergeAccounts" =>
                "account { id version } fields { field takenFrom values { account { id } value text } } moved { recordType field count } job { id }",
            "mergeTags" => "tag { id name } changed job { id }",
            "updateTag" => "tag { id name color version }",
            "eraseContacts" =>
                "contacts { id fullName version } cases { case { number } isCopy messages files } caseCount messageCount job { id }",
            "removeAttachments" => "removedIds cases { number version } others { id }",
            "redactCaseUpdate" => "caseUpdate { id text } case { version }",
            "redactCaseField" => $"case {{ {CaseFields} }} others {{ number }} copies {{ number }}",
            "deleteCases" => "deleted deletedIds rejectedCount rejected { id code case { id deletedAt } }",
            "purgeCases" => "purged purgedIds rejectedCount rejected { id code case { id } } job { id }",
            "massUpdateCases" =>
                "matched changed unchanged sample { id } rejectedCount rejected { id code case { id } } job { id }",
            "restoreCases" => "restored restoredIds rejectedCount rejected { id code case { id deletedAt } }",
            _ when mutation.StartsWith("massUpdate", StringComparison.Ordinal) =>
                "matched changed unchanged sample { id } rejectedCount rejected { id code } job { id }",
            _ when mutation.StartsWith("delete", StringComparison.Ordinal) =>
                "deleted deletedIds rejectedCount rejected { id code } job { id }",
            _ when mutation.StartsWith("restore", StringComparison.Ordinal) =>
                "restored restoredIds rejectedCount rejected { id code reason } job { id }",
            "createStatusDetail" or "updateStatusDetail" =>
                "statusDetail { id key label status position active isDefault version }",
            "createRole" or "updateRole" =>
                "role { id name description builtIn grants { action level } version deletedAt }",
            "linkIdentity" or "unlinkIdentity" => "user { id identities { issuer subject } }",
            "setUserRoles" => "user { id version roles { nodes { name } } }",
            "orderStatusDetails" => "statusDetails { key position }",
            "updateUser" =>
                "user { id userName fullName email active version updatedAt } openCases reassigned job { id }",
            "createUser" => "user { id userName fullName email active version updatedAt }",
            _ when mutation.StartsWith("upsert", StringComparison.Ordinal) =>
                $"{mutation["upsert".Length..].ToLowerInvariant()} {{ id version }} outcome",
            _ when mutation.EndsWith("Account", StringComparison.Ordinal) =>
                "account { id name website parent { id } assignedTo { id } version updatedAt deletedAt }",
            _ when mutation.EndsWith("Contact", StringComparison.Ordinal) =>
                "contact { id firstName lastName fullName account { id } version updatedAt deletedAt }",
            _ => "bug { id number subject status priority type version updatedAt deletedAt }",
        };
}

/// <summary>What a mutation answered.</summary>
internal sealed record Payload(JsonElement Data)
{
    public JsonElement Case => Data.GetProperty("case");

    public bool HasChangeSet => Data.GetProperty("changeSet").ValueKind is JsonValueKind.Object;

    /// <summary>What an undoing leaves, whether or not it did anything.</summary>
    public IReadOnlyList<JsonElement> Skipped =>
        Data.TryGetProperty("skipped", out var skipped) && skipped.ValueKind is JsonValueKind.Array
            ? [.. skipped.EnumerateArray()]
            : [.. Data.GetProperty("errors")[0].GetProperty("skipped").EnumerateArray()];

    /// <summary>The number of the case that something was left of.</summary>
    public static long NumberOf(JsonElement skip) =>
        OpaqueId.TryDecode(skip.GetProperty("recordId").GetString(), out _, out var number) ? number : 0;

    /// <summary>A line per mistake: "input.subject REQUIRED", "input.accountId RelatedObjectNotFoundError", "CaseDeletedError".</summary>
    public IReadOnlyList<string> Errors =>
        Data.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors
            ? [.. errors.EnumerateArray().SelectMany(Lines)]
            : [];

    /// <summary>The payload's own object, which must be there.</summary>
    public JsonElement Object(string name)
    {
        Assert.Empty(Errors);
        return Data.GetProperty(name);
    }

    private static IEnumerable<string> Lines(JsonElement error)
    {
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        var type = error.GetProperty("__typename").GetString()!;
        if (error.TryGetProperty("issues", out var issues))
            return issues.EnumerateArray().Select(issue => $"{Path(issue)} {issue.GetProperty("code").GetString()}");
        return [error.TryGetProperty("field", out _) ? $"{Path(error)} {type}" : type];
    }

    private static string Path(JsonElement error) =>
        string.Join('.', error.GetProperty("field").EnumerateArray().Select(part => part.GetString()));
}
