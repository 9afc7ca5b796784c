namespace CasesGraph.Tests.Query.Guards;

/// <summary>A condition that leaves nothing out is none, for every operation on many cases.</summary>
public sealed class SelectionGuardTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Delete = "deleteCases(input: {dryRun: true, select: @})";
    private const string Restore = "restoreCases(input: {dryRun: true, select: @})";

    private static readonly string[] LeavingNothingOut =
    [
        "{}",
        "{where: {}}",
        "{where: null, search: null}",
        "{search: \"\"}",
        "{where: {subject: {contains: \"\"}}}",
        "{where: {subject: {icontains: \"\"}}}",
        "{where: {and: [{subject: {startsWith: \"\"}}, {}]}}",
        "{where: {or: [{priority: {eq: HIGH}}, {subject: {iendsWith: \"\"}}]}}",
        "{where: {or: [{priority: {eq: HIGH}}, {}]}}",
        "{where: {or: []}}",
        "{where: {not: {not: {subject: {endsWith: \"\"}}}}}",
        "{where: {not: {subject: {ncontains: \"\"}}}}",
        "{where: {not: {subject: {eq: \"\"}}}}",
        "{where: {not: {contacts: {some: {id: {in: []}}}}}}",
        "{where: {contacts: {none: {id: {in: []}}}}}",
        "{where: {contacts: {all: {lastName: {istartsWith: \"\"}}}}}",
        "{where: {contacts: {all: {}}}}",
        "{where: {updates: {none: {text: {ieq: \" \\u200B\"}}}}}",
        "{where: {account: {}}}",
        "{where: {not: {account: {name: {in: []}}}}}",
        "{where: {account: {contacts: {none: {accountId: {eq: null}}}}}}",
        "{where: {account: {or: [{name: {eq: null}}, {name: {contains: \"\"}}, {id: {nin: []}}]}}}",
        "{where: {state: {in: [OPEN, CLOSED]}}}",
        "{where: {type: {in: [ADMINISTRATION, PRODUCT, USER, null]}}}",
        "{where: {priority: {neq: null}}}",
        "{where: {externalReference: {neq: \"\"}}}",
        "{where: {number: {gt: 0}}}",
        "{where: {createdAt: {within: {}}}}",
        "{where: {mergedInto: {priority: {eq: null}}}}",
        "{where: {mergedIntoId: {eq: null}}}",
        "{where: {changes: {any: true}}}",
        "{where: {changes: {some: {caseNumber: {gt: 0}}}}}",
    ];

    private static readonly string[] LeavingSomethingOut =
    [
        "{search: \"a\"}",
        "{where: {}, search: \"%\"}",
        "{where: {account: {name: {neq: null}}}}",
        "{where: {account: {name: {contains: \"\"}}}}",
        "{where: {accountId: {neq: null}}}",
        "{where: {not: {account: {name: {eq: null}}}}}",
        "{where: {not: {}}}",
        "{where: {not: {subject: {contains: \"\"}}}}",
        "{where: {description: {contains: \"\"}}}",
        "{where: {resolution: {eq: null}}}",
        "{where: {contacts: {some: {}}}}",
        "{where: {contacts: {any: false}}}",
        "{where: {contacts: {none: {}}}}",
        "{where: {contacts: {some: {lastName: {contains: \"\"}}}}}",
        "{where: {contacts: {all: {account: {name: {neq: null}}}}}}",
        "{where: {or: [{priority: {eq: HIGH}}, {subject: {in: []}}]}}",
        "{where: {and: [{priority: {eq: HIGH}}, {subject: {contains: \"\"}}]}}",
        "{where: {type: {in: [ADMINISTRATION, PRODUCT, USER]}}}",
        "{where: {status: {nin: [NEW]}}}",
        "{where: {createdBy: {userId: {eq: null}}}}",
        "{where: {changes: {any: false}}}",
        "{where: {changes: {some: {kind: {eq: UPDATED}}}}}",
        "{where: {subject: {startsWith: \" \"}}}",
        "{where: {number: {gt: 1}}}",
    ];

    [Fact]
    public async Task A_selection_that_leaves_nothing_out_is_refused_by_every_mutation() =>
        Assert.Empty(await UnlikeAsync(LeavingNothingOut, refused: true));

    [Fact]
    public async Task A_selection_that_leaves_something_out_is_taken_by_every_mutation() =>
        Assert.Empty(await UnlikeAsync(LeavingSomethingOut, refused: false));

    /// <summary>What an operation looks at anyway is no condition of it; of the others it is one.</summary>
    [Theory]
    [InlineData(Delete, "{deletedAt: {eq: null}}", true)]
    [InlineData(Delete, "{deletedAt: {neq: null}}", false)]
    [InlineData(Delete, "{account: {deletedAt: {eq: null}}}", false)]
    [InlineData(Delete, "{account: {contacts: {none: {deletedAt: {neq: null}}}}}", true)]
    [InlineData(Restore, "{deletedAt: {neq: null}}", true)]
    [InlineData(Restore, "{deletedAt: {eq: null}}", false)]
    [InlineData(Restore, "{account: {contacts: {none: {deletedAt: {neq: null}}}}}", false)]
    public async Task A_condition_is_judged_by_the_cases_that_the_mutation_looks_at(
        string mutation,
        string where,
        bool refused
    ) => Assert.Equal([refused], await SelectionProbe.AreRefusedAsync(sample, [(mutation, $"{{where: {where}}}")]));

    [Fact]
    public async Task Unset_variables_leave_no_condition()
    {
        const string text = """
            mutation ($text: String, $ids: [ID], $where: ContactFilterInput) {
              deleteCases(input: {dryRun: true, select: {matching: {where: {
                and: [{subject: {contains: $text}}, {accountId: {nin: $ids}}, {openedBy: $where}]}}}}) { errors { __typename } }
            }
            """;
        Assert.True(await SelectionProbe.IsRefusedAsync(sample, text, []));
    }

    [Fact]
    public async Task Every_operator_is_judged_by_its_values()
    {
        var declared = NeutralValues.OperatorsOf(sample.Shape);
        Assert.Equal(declared, [.. NeutralValues.All.Select(one => one.Operator).Order(StringComparer.Ordinal)]);

        var asked = NeutralValues.All.SelectMany(one => one.Filters).ToList();
        var refused = await SelectionProbe.AreRefusedAsync(
            sample,
            asked.Select(one => (Delete, $"{{where: {one.Where}}}"))
        );

        Assert.Empty(asked.Zip(refused).Where(one => one.First.Refused != one.Second).Select(one => one.First.Where));
    }

    private async Task<IEnumerable<string>> UnlikeAsync(string[] selections, bool refused)
    {
        var asked = selections
            .SelectMany(_ => SelectionProbe.Mutations, (matching, mutation) => (mutation, matching))
            .ToList();
        var answers = await SelectionProbe.AreRefusedAsync(sample, asked);
        return asked.Zip(answers).Where(one => one.Second != refused).Select(one => $"{one.First}");
    }
}
