using CasesGraph.Duplicates;
using CasesGraph.Imports.Deduplicating;
using CasesGraph.Imports.Proposing;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Imports.Starting;

/// <summary>What can be wrong with the search for duplicates that an import is to make.</summary>
internal sealed class DuplicateCheckChecks(
    StartImportInput input,
    TargetFields targets,
    IModel model,
    InputChecks checks
)
{
    private const int Most = 10;
    private readonly DuplicateCheckInput asked = input.DuplicateCheck!;

    public void Run()
    {
        if (targets.Records is ImportRecords.CaseUpdates)
        {
            Add([], ValidationCode.InvalidValue, "Messages are told apart by their externalReference.");
            return;
        }
        if (input.Mode is ImportMode.Update)
            Add([], ValidationCode.Conflict, "Where records are only changed, none is made twice.");
        if (asked is { By: null or [], Similarity: null })
            Add([], ValidationCode.Required, "One of by and similarity is needed.");
        if (asked.By?.Count > Most)
            Add(["by"], ValidationCode.TooMany, $"There are at most {Most} sets of fields.");
        foreach (var (index, names) in (asked.By ?? []).Index())
            CheckSet(names, ["by", InputChecks.Item(index)]);
        if (asked.Similarity is { } least)
            CheckSimilarity(least);
    }

    private void CheckSet(IReadOnlyList<string> names, string[] at)
    {
        if (names.Count is 0 or > Most)
            Add(at, ValidationCode.InvalidValue, $"A set has 1 to {Most} fields.");
        var fields = new List<ComparedField>();
        foreach (var (index, name) in names.Index())
        {
            if (!IsBrought(name))
                Add(
                    [.. at, InputChecks.Item(index)],
                    ValidationCode.Required,
                    $"No field brings {Quotation.Of(name)}."
                );
            else if (ComparedField.Of(name, targets.Entity) is { } field)
                fields.Add(field);
            else
                Add(
                    [.. at, InputChecks.Item(index)],
                    ValidationCode.InvalidValue,
                    $"Rows are not compared by {Quotation.Of(name)}."
                );
        }
        if (names.Count > 0 && fields.Count == names.Count && !fields.Exists(IsFound))
            Add(at, ValidationCode.InvalidValue, $"One of the fields has to be {string.Join(", ", Found())}.");
    }

    private void CheckSimilarity(double least)
    {
        if (targets.Records is not ImportRecords.Cases)
            Add(["similarity"], ValidationCode.InvalidValue, "Only cases are compared by what they are like.");
        else if (!(least is >= LikeCases.LeastScore and <= 1))
            Add(["similarity"], ValidationCode.InvalidValue, $"It is from {LikeCases.LeastScore} to 1.");
        else if (!IsBrought("subject") || !(IsBrought("account") || IsBrought("contacts")))
            Add(["similarity"], ValidationCode.Required, "It needs a subject, and an account or contacts.");
    }

    /// <summary>Whether records are found by it without all of them being read.</summary>
    private bool IsFound(ComparedField field) =>
        field.IsText
        && model
            .FindEntityType(targets.Entity.Type)!
            .GetIndexes()
            .Any(index => index.Properties[0].Name.Equals(field.Column.Name, StringComparison.Ordinal));

    private IEnumerable<string> Found() =>
        targets
            .All.Select(target => ComparedField.Of(target.Name, targets.Entity))
            .OfType<ComparedField>()
            .Where(IsFound)
            .Select(field => field.Owner)
            .Distinct(StringComparer.Ordinal);

    private bool IsBrought(string name) =>
        input.Given.Any(field =>
            field.Field.Equals(name, StringComparison.Ordinal)
            || field.Field.StartsWith($"{name}.", StringComparison.Ordinal)
        );

    private void Add(string[] at, ValidationCode code, string message) =>
        checks.Add(InputChecks.Path(["duplicateCheck", .. at]), code, message);
}
