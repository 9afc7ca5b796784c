using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Duplicates;

/// <summary>Reads what groups are made of: all cases of a filter, and their contacts, in a statement each.</summary>
internal sealed class DuplicateGroupReader(RequestPlans plans, RequestValues values)
{
    public const int StatementCount = 2;

    private static readonly ListSelection List = new(EntityModel.Of<Case>(), Node: null, Index: 0, []);

    private readonly Planned<Statement> cases = plans.Own<Case>("duplicate groups", List, values, CaseStatement);
    private readonly Planned<Statement> contacts = plans.Own<Case>(
        "duplicate groups, contacts",
        List,
        values,
        ContactStatement
    );

    public async Task<IEnumerable<ComparedCase>> ReadAsync(ReadSession session, CancellationToken token)
    {
        // What is compared is no part of the answer.
        session = session.Within(bound: null);
        var contactsByCase = await ReadContactsAsync(session, token);
        var rows = await session.ReadAsync(cases.Value, values, [], limit: 0, token);
        var subjects = new Dictionary<string, ComparedSubject>(StringComparer.Ordinal);
        return Enumerable.Range(0, rows.Count).Select(row => CaseOf(rows, row));

        ComparedCase CaseOf(RowSet read, int row)
        {
            var text = read[row, 1].String ?? "";
            if (!subjects.TryGetValue(text, out var subject))
                subjects.Add(text, subject = new ComparedSubject(text, read[row, 4].String ?? ""));
            return new ComparedCase(
                read[row, 0].Number,
                subject,
                read[row, 2].IsNull ? null : read[row, 2].Number,
                UtcMicroseconds.To(read[row, 3].Number),
                contactsByCase.GetValueOrDefault(read[row, 0].Number) ?? []
            );
        }
    }

    private async Task<Dictionary<long, List<long>>> ReadContactsAsync(ReadSession session, CancellationToken token)
    {
        var links = await session.ReadAsync(contacts.Value, values, [], limit: 0, token);
        var byCase = new Dictionary<long, List<long>>();
        for (var row = 0; row < links.Count; row++)
        {
            if (!byCase.TryGetValue(links[row, 0].Number, out var list))
                byCase.Add(links[row, 0].Number, list = []);
            list.Add(links[row, 1].Number);
        }
        return byCase;
    }

    private static Statement CaseStatement(PlanScope scope, IQueryable<Case> matching) =>
        Statement.Translate(
            matching.Select(c => new object?[] { c.Number, c.Subject, c.AccountId, c.CreatedAt, c.SubjectBands }),
            scope.Translation,
            [StoredAs.Number, StoredAs.Text, StoredAs.Number, StoredAs.Number, StoredAs.Text]
        );

    private static Statement ContactStatement(PlanScope scope, IQueryable<Case> matching)
    {
        var links = scope.Rows<CaseContact>();
        return Statement.Translate(
            matching
                .SelectMany(c => links.Where(link => link.CaseNumber == c.Number))
                .Select(link => new object?[] { link.CaseNumber, link.ContactId }),
            scope.Translation,
            [StoredAs.Number, StoredAs.Number]
        );
    }
}
