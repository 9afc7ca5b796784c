using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.Duplicates;

internal sealed record DuplicateCasesField()
    : QueryField(
        "duplicateCases",
        "[DuplicateCandidate!]",
        "Likely duplicates of a case, or of one that is about to be created, those with the same subject first, then by score, with the reasons. Compared are cases of the same account, those with a contact in common, and those with a similar subject (found by an index, which misses 3 in 100 that are half alike, 1 in 1,000 at 0.7), of each the 300 nearest in number before and after. What counts is the subjects' trigrams; numbers and codes that both subjects have and that differ, as in invoice 14 and invoice 84, keep them apart.",
        FieldRight.ToSee(typeof(Case))
    )
{
    private const int Most = 100;
    private const int Default = 10;
    private const int MostContacts = 100;
    private const int LongestSubject = 255;

    public override QueryArguments Declare(TypeRegistry types)
    {
        DuplicateTypes.Ensure(types);
        types.EnsureRecord(typeof(DuplicateCandidate));
        return new QueryArguments(
            TypeText.Argument("of", $"{DuplicateTypes.Probe}!", "A case, or a draft of one."),
            TypeText.Argument("first", "Int", "Candidates from the best on; at most 100.", Default)
        );
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        var first = given.GetValueOrDefault("first") as int? ?? Default;
        if (first is < 0 or > Most)
        {
            throw new RequestErrorException(
                GraphErrorCode.InvalidPageSize,
                $"'first' can be 0 to {Most}, and {first} was given."
            )
            {
                Argument = "first",
            };
        }
        var of = (IReadOnlyDictionary<string, object?>)given["of"]!;
        var number = of.GetValueOrDefault("caseId") is { } id ? IdReader.Read(id, EntityModel.Of<Case>(), "of") : 0;
        var draft = of.GetValueOrDefault("draft") is IReadOnlyDictionary<string, object?> asked
            ? Draft(asked, request)
            : null;
        var finder = new DuplicateFinder(request.Plans, isDraft: draft is not null);
        var selection = request.Record(typeof(DuplicateCandidate), field, count: first);
        request.Cost.AddWhole(field.Key, CostWeights.Duplicates);
        request.Runs(DuplicateFinder.MostStatements);
        return async (execution, token) =>
        {
            var session = await execution.ReadAsync();
            var probe = draft ?? await finder.ReadAsync(number, session, token);
            var found = probe is null ? [] : await finder.FindAsync(probe, first, session, token);
            return await RecordWriter.ReadListAsync(found, selection, session, token);
        };
    }

    private static DuplicateProbe Draft(IReadOnlyDictionary<string, object?> draft, FieldReading request)
    {
        var subject = (string)draft["subject"]!;
        if (TextRules.IsBlank(subject) || subject.Length > LongestSubject)
            throw Refused(
                GraphErrorCode.ValidationFailed,
                $"The draft's subject must have 1 to {LongestSubject} characters."
            );
        long? account = draft.GetValueOrDefault("accountId") is { } id
            ? IdReader.Read(id, EntityModel.Of<Account>(), "of")
            : null;
        var contacts = draft.GetValueOrDefault("contactIds") is IEnumerable<object> ids
            ? ids.Select(contact => IdReader.Read(contact, EntityModel.Of<Contact>(), "of")).ToHashSet()
            : [];
        if (contacts.Count > MostContacts)
            throw Refused(
                GraphErrorCode.LimitExceeded,
                $"'contactIds' takes at most {MostContacts} ids, and {contacts.Count} were given."
            );
        return new DuplicateProbe(Number: null, new SubjectText(subject), account, contacts, request.Now);
    }

    private static RequestErrorException Refused(string code, string message) => new(code, message) { Argument = "of" };
}
