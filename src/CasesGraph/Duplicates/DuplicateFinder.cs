using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.Duplicates;

/// <summary>
/// Finds the duplicates of one case. What is compared are the cases of its account, those of its contacts, and those
/// whose subjects have a band in common (<see cref="MinHash"/>), of each the 300 created last before it and the 300
/// created first after it; a draft comes behind all.
/// </summary>
internal sealed class DuplicateFinder(RequestPlans plans, bool isDraft)
{
    /// <summary>Of a case, its contacts, what it is compared with.</summary>
    public const int MostStatements = 3;

    private const int MostComparedEachWay = 300;

    private static readonly Slot Of = new(List: 0, Index: 0, typeof(long));
    private static readonly Slot Account = new(List: 0, Index: 1, typeof(long));
    private static readonly Slot Bands = new(List: 0, Index: 2, typeof(string));

    private readonly Planned<Statement> ofCase = plans.Own("duplicates of", scope => CaseStatement(scope));
    private readonly Planned<Statement> contactsOfCase = plans.Own(
        "duplicates of, contacts",
        scope => ContactStatement(scope)
    );
    private readonly Planned<Statement> compared = plans.Own(
        isDraft ? "duplicates of a draft" : "duplicates",
        scope => ComparedStatement(scope, isDraft)
    );

    public async Task<DuplicateProbe?> ReadAsync(long number, ReadSession session, CancellationToken token)
    {
        var row = await session.ReadAsync(ofCase.Value, new RequestValues(), [number], limit: 0, token);
        if (row.Count == 0)
            return null;
        var contacts = await session.ReadAsync(contactsOfCase.Value, new RequestValues(), [number], limit: 0, token);
        return new DuplicateProbe(
            number,
            new SubjectText(row[0, 0].String!),
            row[0, 1].IsNull ? null : row[0, 1].Number,
            [.. Enumerable.Range(0, contacts.Count).Select(at => contacts[at, 0].Number)],
            UtcMicroseconds.To(row[0, 2].Number)
        );
    }

    /// <summary>The same subject first, then the best, of equal ones the newest.</summary>
    public async Task<IReadOnlyList<DuplicateCandidate>> FindAsync(
        DuplicateProbe probe,
        int most,
        ReadSession session,
        CancellationToken token
    )
    {
        if (probe.Subject.Words.Length == 0 || most == 0)
            return [];
        var rows = await session.ReadAsync(
            compared.Value,
            Values(probe, session.Dialect),
            probe.ContactIds,
            MostComparedEachWay,
            token
        );
        var subjects = new Dictionary<string, SubjectText>(StringComparer.Ordinal);
        return
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(row => (Number: rows[row, 0].Number, Likeness: Compare(probe, rows, row, subjects)))
                .Where(found => found.Likeness.IsCandidate)
                .OrderByDescending(found => found.Likeness.SameSubject)
                .ThenByDescending(found => found.Likeness.Score)
                .ThenByDescending(found => found.Number)
                .Take(most)
                .Select(found => new DuplicateCandidate(
                    new Ref<Case>(found.Number),
                    found.Likeness.Score,
                    found.Likeness.Reasons
                )),
        ];
    }

    private static Likeness Compare(
        DuplicateProbe probe,
        RowSet rows,
        int row,
        Dictionary<string, SubjectText> subjects
    )
    {
        var text = rows[row, 1].String!;
        if (!subjects.TryGetValue(text, out var subject))
            subjects.Add(text, subject = new SubjectText(text));
        return new Likeness(
            probe.Subject.SimilarityTo(subject),
            probe.Subject.IsSameAs(subject),
            probe.Subject.Numbers.DifferFrom(subject.Numbers),
            probe.AccountId is { } account && rows[row, 2] is { IsNull: false } other && other.Number == account,
            rows[row, 4].Number != 0,
            UtcMicroseconds.To(rows[row, 3].Number) - probe.CreatedAt
        );
    }

    private static RequestValues Values(DuplicateProbe probe, Dialect dialect)
    {
        var brought = new ListValues(list: 0);
        // Nothing has the key 0.
        brought.Add(probe.Number ?? 0, typeof(long));
        brought.Add(probe.AccountId ?? 0, typeof(long));
        brought.Add(dialect.AnyOf(MinHash.BandsOf(probe.Subject).Split(' ')), typeof(string));
        var values = new RequestValues();
        values.Add(ListArguments.Bare(brought));
        return values;
    }

    private static Statement CaseStatement(PlanScope scope)
    {
        var rows = scope
            .Rows<Case>()
            .Where(c => AmongKeys.Has(c.Number))
            .Select(c => new object?[] { c.Subject, c.AccountId, c.CreatedAt });
        return Statement.Translate(rows, scope.Translation, [StoredAs.Text, StoredAs.Number, StoredAs.Number]);
    }

    private static Statement ContactStatement(PlanScope scope)
    {
        var rows = scope
            .Rows<CaseContact>()
            .Where(link => AmongKeys.Has(link.CaseNumber))
            .Select(link => new object?[] { link.ContactId });
        return Statement.Translate(rows, scope.Translation, [StoredAs.Number]);
    }

    private static Statement ComparedStatement(PlanScope scope, bool isDraft)
    {
        // Of words that it does not know a planner supposes so many hits that it would read all texts.
        scope.HasOnePlan = true;
        var db = scope.Db;
        var (of, account) = (scope.Captured<long>(Of), scope.Captured<long>(Account));
        var bands = scope.Captured<string>(Bands);
        var (cases, links) = (scope.Listed<Case>(), scope.Rows<CaseContact>());
        var near = Near(cases.Where(c => c.AccountId == account).Select(c => c.Number))
            .Union(Near(links.Where(link => AmongKeys.Has(link.ContactId)).Select(link => link.CaseNumber)))
            .Union(Near(db.Dialect.HitsOfAny(db, SearchIndex.Of(typeof(Case))!, bands)));
        var rows = cases
            .Where(c => near.Contains(c.Number))
            .Select(c =>
                new object?[]
                {
                    c.Number,
                    c.Subject,
                    c.AccountId,
                    c.CreatedAt,
                    links.Any(link => link.CaseNumber == c.Number && AmongKeys.Has(link.ContactId)),
                }
            );
        return Statement.Translate(
            rows,
            scope.Translation,
            [StoredAs.Number, StoredAs.Text, StoredAs.Number, StoredAs.Number, StoredAs.Flag]
        );

        IQueryable<long> Near(IQueryable<long> numbers) =>
            isDraft
                ? Most(numbers.OrderByDescending(number => number))
                : Most(numbers.Where(number => number < of).OrderByDescending(number => number))
                    .Union(Most(numbers.Where(number => number > of).OrderBy(number => number)));

        // As an expression: a number outside a lambda would stand in the text, whatever a run brings.
        IQueryable<long> Most(IQueryable<long> numbers) => (IQueryable<long>)numbers.Take(scope.Limit.Expression);
    }
}
