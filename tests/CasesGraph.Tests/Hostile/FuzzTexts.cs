namespace CasesGraph.Tests.Hostile;

/// <summary>Sound documents to damage, and what is put into them.</summary>
internal static class FuzzTexts
{
    public static readonly string[] Documents =
    [
        """query Q($n: Int = 5, $w: CaseFilterInput) { cases(first: $n, where: $w, order: [{priority: ASC}, {account: {name: DESC}}]) { nodes { ...c } pageInfo { endCursor } totalCount } } fragment c on Case { id number status createdAt createdBy { ... on User { userName } } updates(last: 2) { edges { cursor node { text } } } }""",
        """{ caseChanges(where: {field: {eq: STATUS}, after: {in: ["NEW", null]}, or: [{kind: {neq: DELETED}}]}, last: 3) { nodes { cursor fields { before after } } } changeCursor }""",
        """mutation M { updateCase(input: {id: 1, subject: "A \u00e9 \"q\"", priority: HIGH, expectedVersion: 1}) { case { version } errors { __typename ... on ValidationError { issues { field code } } } } }""",
        """mutation($i: CreateCaseInput!) { createCase(input: $i) { case { id contacts { edges { role } } } errors { ... on Error { message } } } }""",
        """mutation { deleteCases(input: {select: {matching: {where: {subject: {contains: "zzz"}}}}, dryRun: true}) { deleted rejected { code } } }""",
        """query { node(id: "Q2FzZTox") { __typename id ... on Case @include(if: true) { subject } } cases(where: {createdAt: {within: {from: "-P7D", unit: WEEK}}}, search: "\"a b\" c") { totalCount } __schema { queryType { name } } }""",
    ];

    public const string Variables = """
        {"n": 3, "w": {"and": [{"status": {"in": ["NEW", null]}}, {"contacts": {"some": {"email": {"neq": null}}}}], "number": {"gte": 1}}, "i": {"subject": "x", "contacts": [{"contactId": "Q29udGFjdDox", "role": "PRIMARY"}], "bugIds": [1]}}
        """;

    public static readonly string[] Shards =
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "!",
        "$",
        "@",
        "...",
        "|",
        "\"",
        "\"\"\"",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "0x1",
        "on",
        "fragment f on Query",
        "query",
        "mutation",
        "subscription",
        "input",
        "where",
        "{not: ",
        "@skip(if: $n)",
        "__typename",
        "__type(name: \"Case\")",
        "\u0000",
        "\uFEFF",
        "😀",
        "\u202E",
        "#",
        "&",
        "\r\n",
        ",,,",
        "ID",
        "$w",
        "$i",
    ];
}
