using CasesGraph.ChangeLog;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Tests.Http;

/// <summary>Values that an argument of a query cannot take.</summary>
public static class FieldMistakes
{
    /// <summary>A place in the log that no test writes as far as.</summary>
    public static readonly string Beyond = LogPosition.ToCursor(long.MaxValue / 2);

    /// <summary>A root field with a mistake, the code, and what the location points at.</summary>
    public static TheoryData<string, string, string> All { get; } =
        new()
        {
            { "caseById(id: \"nobody\") { id }", GraphErrorCode.InvalidId, "id: \"nobody\"" },
            { "userById(id: \"@account\") { id }", GraphErrorCode.InvalidId, "id: \"@account\"" },
            { "node(id: \"Q2\") { id }", GraphErrorCode.InvalidId, "id: \"Q2\"" },
            { "nodes(ids: [\"@user\", \"?\"]) { id }", GraphErrorCode.InvalidId, "ids: [" },
            { "cases(first: 101) { totalCount }", GraphErrorCode.InvalidPageSize, "first: 101" },
            { "cases(search: \"a\", last: -1) { totalCount }", GraphErrorCode.InvalidPageSize, "last: -1" },
            { "cases(first: 1, last: 1) { totalCount }", GraphErrorCode.InvalidPageSize, "last: 1" },
            { "cases(first: 2, after: \"x\") { totalCount }", GraphErrorCode.InvalidCursor, "after: \"x\"" },
            { "caseChanges(before: \"x\", first: 1) { totalCount }", GraphErrorCode.InvalidCursor, "before: \"x\"" },
            {
                "cases(first: 1, where: {number: {gt: null}}) { totalCount }",
                GraphErrorCode.InvalidFilter,
                "where: {number"
            },
            {
                "accounts(where: {cases: {some: {assignedToId: {eq: \"@bug\"}}}}, first: 1) { totalCount }",
                GraphErrorCode.InvalidId,
                "where: {cases"
            },
            {
                "cases(where: {createdAt: {within: {from: \"P1D\", timeZone: \"Mars\"}}}, first: 1) { totalCount }",
                GraphErrorCode.InvalidFilter,
                "where: {createdAt"
            },
            {
                "users { nodes { assignedCases(first: 1, after: \"x\") { totalCount } } }",
                GraphErrorCode.InvalidCursor,
                "after: \"x\""
            },
            {
                "node(id: \"@user\") { ... on User { assignedCases(first: 1000) { totalCount } } }",
                GraphErrorCode.InvalidPageSize,
                "first: 1000"
            },
            { "me { user { assignedCases(first: -1) { totalCount } } }", GraphErrorCode.InvalidPageSize, "first: -1" },
            {
                $"caseChanges(first: 1, after: \"{Beyond}\") {{ totalCount }}",
                GraphErrorCode.InvalidCursor,
                $"after: \"{Beyond}\""
            },
            {
                $"caseChanges(first: 1, where: {{not: {{since: \"{Beyond}\"}}}}) {{ totalCount }}",
                GraphErrorCode.InvalidCursor,
                "where: {not"
            },
            {
                "caseChanges(first: 1, where: {since: \"x\"}) { totalCount }",
                GraphErrorCode.InvalidCursor,
                "where: {since"
            },
            {
                $"users {{ nodes {{ assignedCases {{ nodes {{ changes(last: 1, before: \"{Beyond}\") {{ totalCount }} }} }} }} }}",
                GraphErrorCode.InvalidCursor,
                $"before: \"{Beyond}\""
            },
            { "duplicateCases(of: {caseId: \"none\"}, first: 1) { score }", GraphErrorCode.InvalidId, "of: {caseId" },
            {
                "duplicateCases(of: {caseId: \"1\"}, first: 900) { score }",
                GraphErrorCode.InvalidPageSize,
                "first: 900"
            },
            {
                "duplicateCaseGroups(first: 5, after: \"x\") { nodes { score } }",
                GraphErrorCode.InvalidCursor,
                "after: \"x\""
            },
            {
                "caseGroups(by: [{field: STATUS}], first: 5000) { totalGroups }",
                GraphErrorCode.InvalidPageSize,
                "first: 5000"
            },
            {
                "caseGroups(by: [{field: STATUS}], where: {number: {lt: null}}) { totalGroups }",
                GraphErrorCode.InvalidFilter,
                "where: {number"
            },
            { "caseGroups(by: []) { totalGroups }", GraphErrorCode.ValidationFailed, "by: []" },
            { "caseGroups(by: [{field: CREATED_AT}]) { totalGroups }", GraphErrorCode.ValidationFailed, "by: [{" },
            {
                "caseGroups(by: [{field: ACCOUNT}], fillGaps: true) { totalGroups }",
                GraphErrorCode.ValidationFailed,
                "fillGaps: true"
            },
            { "duplicateCases(of: {draft: {subject: \"\"}}) { score }", GraphErrorCode.ValidationFailed, "of: {draft" },
            { "find(text: \" \") { excerpt { text } }", GraphErrorCode.ValidationFailed, "text: \" \"" },
            { "find(text: \"a\", first: 51) { excerpt { text } }", GraphErrorCode.InvalidPageSize, "first: 51" },
            { "find(text: \"a\") { excerpt(length: 3) { text } }", GraphErrorCode.ValidationFailed, "length: 3" },
            {
                "cases(search: \"a\") { edges { excerpt(length: 5000) { text } } }",
                GraphErrorCode.ValidationFailed,
                "length: 5000"
            },
        };
}
