using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>Documents that no client should send: each is refused with its code, and the server goes on.</summary>
public sealed class HostileDocumentTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("", GraphErrorCode.BadRequest)]
    [InlineData(" \n,", GraphErrorCode.UnknownOperation)]
    [InlineData("# nothing", GraphErrorCode.UnknownOperation)]
    [InlineData("fragment f on Query { __typename }", GraphErrorCode.UnknownOperation)]
    [InlineData("type A { a: Int }", GraphErrorCode.UnknownOperation)]
    [InlineData("query A { __typename } query A { __typename }", GraphErrorCode.UnknownOperation)]
    [InlineData("{ __typename", GraphErrorCode.SyntaxError)]
    [InlineData("\r\r\n Q", GraphErrorCode.SyntaxError)]
    [InlineData("{ a \r \"", GraphErrorCode.SyntaxError)]
    [InlineData("{ cases(search: \"\\x\") { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ cases(search: \"\\uZZZZ\") { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ __typename \u0000 }", GraphErrorCode.SyntaxError)]
    [InlineData("{ cases(search: \"a\\ud83d\") { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ cases(where: {subject: {in: [\"\\udc00a\"]}}) { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ caseChanges(where: {after: {eq: \"N\\ud800EW\"}}) { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("mutation { createCase(input: {subject: \"a\\ud83d\"}) { case { id } } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("subscription { nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases { nothing } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(nothing: 1) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename { a } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ ...f } fragment f on Query { ...f }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename } fragment f on Query { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ ...missing }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ caseById(id: $id) { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: Int) { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: Nothing) { cases(first: $a) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: Case = 5) { cases(first: $a) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: [UpdateAuthor!]! = {}, $a: Int) { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("query @skip(if: true) { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename @nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename @skip }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ a: __typename a: me { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: 2147483648) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: 1.0) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: 1e400) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: \"1\") { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "{ cases(where: {number: {eq: 9223372036854775808}}) { totalCount } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("{ cases(where: {status: {eq: NOTHING}}) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(where: {status: {eq: \"NEW\"}}) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(where: {createdAt: {eq: \"yesterday\"}}) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "{ cases(where: {createdAt: {eq: \"9999-12-31T23:59:59-14:00\"}}) { totalCount } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "{ cases(where: {createdAt: {within: {from: \"P99999999999D\"}}}) { totalCount } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("{ cases(includeDeleted: null) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ caseById(id: null) { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ caseById(id: 1.5) { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: null) { case { id } } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: {subject: null}) { case { id } } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: {subject: 5}) { case { id } } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "mutation { createCase(input: {subject: \"a\", nothing: 1}) { case { id } } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "mutation { createCase(input: {subject: \"a\", contacts: [null]}) { case { id } } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("mutation { deleteCases(input: {select: {}}) { deleted } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "mutation { deleteCases(input: {select: {ids: [], matching: {}}}) { deleted } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "mutation { deleteCases(input: {select: {matching: {where: {number: {lt: null}}}}}) { deleted } }",
        GraphErrorCode.InvalidFilter
    )]
    public async Task A_document_that_cannot_run_is_refused(string query, string code) =>
        await world.RefusedAsync(new { query }, code);

    [Theory]
    [InlineData(
        "{ cases(where: {createdAt: {within: {from: \"P1D\", timeZone: \"../etc\"}}}) { totalCount } }",
        GraphErrorCode.InvalidFilter
    )]
    [InlineData("{ cases(where: {number: {gt: null}}) { totalCount } }", GraphErrorCode.InvalidFilter)]
    public async Task A_field_that_cannot_run_is_null(string query, string code) =>
        await world.MistakenAsync(new { query }, code);
}
