using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Running;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Starting;

/// <summary>What can be wrong with the input of an import as a whole.</summary>
/// <param name="fieldsAt">Where its fields stand.</param>
internal sealed class StartChecks(
    StartImportInput input,
    IReadOnlyList<string> fieldsAt,
    Import import,
    InputChecks checks
)
{
    private readonly TargetFields targets = TargetFields.Of(import.Records);
    private readonly FieldChecks fields = new(import, checks);

    public void Run()
    {
        CheckFile();
        CheckMode();
        CheckMessages();
        CheckRows();
        fields.CheckZone(input.TimeZone, "timeZone");
        fields.Run(input.Given, input.KeepTimes, fieldsAt);
    }

    private void CheckFile()
    {
        if (import.State is not ImportState.Ready)
            Add(
                ["importId"],
                ValidationCode.Conflict,
                import.State is ImportState.Failed
                    ? "The file could not be read to its end."
                    : "Not all rows have been looked at yet."
            );
        if (input.ExpectedSha256 is { } hash && !hash.Equals(import.Sha256, StringComparison.OrdinalIgnoreCase))
            Add(["expectedSha256"], ValidationCode.Conflict, "The file has another content.");
    }

    private void CheckMessages()
    {
        if (import.Records is ImportRecords.CaseUpdates && input.Mode is ImportMode.Update)
            Add(
                ["mode"],
                ValidationCode.InvalidValue,
                "A message stays as it was written: there is CREATE and UPSERT."
            );
        var brings =
            import.Records is ImportRecords.CaseUpdates
            || input.Given.Any(field => targets.Find(field.Field) is { IsConversation: true });
        if (brings && input.ErrorPolicy is ErrorPolicy.RejectEverything)
            Add(
                ["errorPolicy"],
                ValidationCode.Conflict,
                "A message stays with the case that it came to, and cannot be taken back with all others."
            );
    }

    private void CheckMode()
    {
        if (input.Mode is ImportMode.Create)
        {
            if (input.MatchBy is not null)
                Add(["matchBy"], ValidationCode.Conflict, "Where records are only made, none is looked for.");
            return;
        }
        if (input.MatchBy is not { } by)
        {
            Add(["matchBy"], ValidationCode.Required, "It has to be said by what a record is recognised.");
            return;
        }
        if (!MatchKeys.Of(targets.Records).Contains(by))
        {
            var possible = MatchKeys.Of(targets.Records).Select(one => Naming.UpperSnake($"{one}"));
            Add(
                ["matchBy"],
                ValidationCode.InvalidValue,
                $"These records are recognised by {string.Join(", ", possible)}."
            );
            return;
        }
        foreach (var name in MatchKeys.Fields(by).Where(name => !input.Given.Any(field => Brings(field, name))))
            Add(
                ["matchBy"],
                ValidationCode.Required,
                $"No field brings {name}, by which records are to be recognised."
            );
    }

    private static bool Brings(ImportFieldInput field, string name) =>
        field.Field.Equals(name, StringComparison.Ordinal)
        || (name is "account" && field.Field.StartsWith("account.", StringComparison.Ordinal));

    private void CheckRows()
    {
        if (input.Rows is { From: < 1 } or { To: < 1 } || input.Rows?.From > input.Rows?.To)
            Add(
                ["rows"],
                ValidationCode.InvalidValue,
                "Rows are counted from 1, and the last is not before the first."
            );
        if (input.MaxRejected < 0)
            Add(["maxRejected"], ValidationCode.InvalidValue, "It is 0 or more.");
        foreach (var (index, test) in (input.SkipRowsWhere ?? []).Index())
            fields.CheckTest(test, "skipRowsWhere", InputChecks.Item(index));
    }

    private void Add(string[] at, ValidationCode code, string message) =>
        checks.Add(InputChecks.Path(at), code, message);
}
