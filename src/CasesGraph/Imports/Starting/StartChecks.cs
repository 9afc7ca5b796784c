using System.Globalization;
using CasesGraph.Accounts;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Running;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Starting;

/// <summary>What can be wrong with the input of an import, as a whole and field by field.</summary>
internal sealed class StartChecks(StartImportInput input, Import import, InputChecks checks)
{
    private const int MostFields = 1_000;
    private readonly TargetFields targets = TargetFields.Of(import.Records);

    private readonly IReadOnlyList<ImportColumn> columns = ImportJson.Read<IReadOnlyList<ImportColumn>>(
        import.Columns
    )!;

    public void Run()
    {
        CheckFile();
        CheckMode();
        CheckRows();
        CheckZone(input.TimeZone, "timeZone");
        if (input.Fields.Count is 0 or > MostFields)
            Add(["fields"], ValidationCode.InvalidValue, $"There are 1 to {MostFields} fields.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, field) in input.Fields.Index())
        {
            string[] at = ["fields", InputChecks.Item(index)];
            if (targets.Find(field.Field) is not { } target)
                Add(
                    [.. at, "field"],
                    ValidationCode.InvalidValue,
                    $"There is no field {Quotation.Of(field.Field)} of {targets.Records}."
                );
            else if (!Importable.Is(target, targets))
                Add([.. at, "field"], ValidationCode.InvalidValue, $"{target.Name} is not brought in by this version.");
            else if (!names.Add(field.Field))
                Add([.. at, "field"], ValidationCode.Conflict, $"{field.Field} is given twice.");
            else
                Check(field, target, at);
        }
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
        if (import.Records is ImportRecords.CaseUpdates)
            Add(["importId"], ValidationCode.InvalidValue, "Messages of cases are not brought in by this version.");
        if (input.ExpectedSha256 is { } hash && !hash.Equals(import.Sha256, StringComparison.OrdinalIgnoreCase))
            Add(["expectedSha256"], ValidationCode.Conflict, "The file has another content.");
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
        foreach (var name in MatchKeys.Fields(by).Where(name => !input.Fields.Any(field => Brings(field, name))))
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
            CheckTest(test, "skipRowsWhere", InputChecks.Item(index));
    }

    private void CheckTest(ImportRowTestInput test, params string[] at)
    {
        CheckColumn(test.Column, [.. at, "column"]);
        if (test is { EqualTo: null, OneOf: null, Matches: null })
            Add(at, ValidationCode.Required, "One of equals, oneOf and matches is needed.");
        if (test.Matches is { } pattern && !RowTest.IsPattern(pattern))
            Add([.. at, "matches"], ValidationCode.InvalidValue, "This is no regular expression that can be used.");
    }

    private void Check(ImportFieldInput field, TargetField target, string[] at)
    {
        if (target.IsHistory && !input.KeepTimes)
            Add([.. at, "field"], ValidationCode.Conflict, $"{target.Name} is only written with keepTimes.");
        CheckSource(field.From, [.. at, "from"]);
        if (field.AccountKey is AccountKey.ExternalReference)
            CheckAccountKey(field, [.. at, "accountKey"]);
        if (field.DateFormat is { } format && (!target.IsTime || TimeFormat.Parse(format) is null))
            Add(
                [.. at, "dateFormat"],
                ValidationCode.InvalidValue,
                target.IsTime
                    ? "A format has d, M and y, such as dd/MM/yyyy HH:mm, or is serial, unix or unixMilliseconds."
                    : $"{target.Name} is no time."
            );
        if (field.TimeZone is { } zone)
            CheckZone(zone, [.. at, "timeZone"]);
        if (field.OtherValues is OtherValues.Default && field.Default is null)
            Add([.. at, "default"], ValidationCode.Required, "otherValues DEFAULT needs a default.");
        CheckValue(field.Default, target, [.. at, "default"]);
        CheckValue(field.From.Constant, target, [.. at, "from", "constant"]);
        foreach (var (index, value) in (field.Values ?? []).Index())
        {
            string[] place = [.. at, "values", InputChecks.Item(index)];
            if ((value.To is null ? 0 : 1) + (value.Empty is true ? 1 : 0) + (value.Reject is true ? 1 : 0) != 1)
                Add(place, ValidationCode.InvalidValue, "One of to, empty and reject is needed.");
            CheckValue(value.To, target, [.. place, "to"]);
            if (value.When is { } when)
                CheckTest(when, [.. place, "when"]);
        }
    }

    private void CheckAccountKey(ImportFieldInput field, string[] at)
    {
        var parts = field.Field.Split('.');
        if (
            parts is not [var owner, "name"]
            || targets.Entity.Find(owner) is not ReferenceField reference
            || reference.Target != typeof(Account)
        )
            Add(at, ValidationCode.InvalidValue, "It says of a field like account.name how its cells are meant.");
        else if (input.Fields.Any(other => other.Field.Equals($"{owner}.externalReference", StringComparison.Ordinal)))
            Add(at, ValidationCode.Conflict, $"{owner}.externalReference brings that already.");
    }

    /// <summary>What the caller writes itself is a value of the field as the API has it.</summary>
    private void CheckValue(string? text, TargetField target, params string[] at)
    {
        if (text is null || target.ValueType is null)
            return;
        var isOne = target.Scalar!.Names is { } names
            ? names.Any(name => name.Name.Equals(text, StringComparison.Ordinal))
            : target.Scalar.Parse(text) is not null;
        if (!isOne)
            Add(at, ValidationCode.InvalidValue, $"{Quotation.Of(text)} is no {target.ValueType}.");
    }

    private void CheckSource(ImportSourceInput from, params string[] at)
    {
        if (from.Column is { } column)
            CheckColumn(column, [.. at, "column"]);
        if (from.Columns is { Count: 0 })
            Add([.. at, "columns"], ValidationCode.TooShort, "There is no column.");
        foreach (var (index, one) in (from.Columns ?? []).Index())
            CheckColumn(one, [.. at, "columns", InputChecks.Item(index)]);
        if (
            from.Template is { } template
            && FieldSource.Mistake(template, [.. columns.Select(one => one.Header ?? "")]) is { } wrong
        )
            Add([.. at, "template"], ValidationCode.InvalidValue, wrong);
    }

    private void CheckColumn(int column, params string[] at)
    {
        if (column < 0 || column >= columns.Count)
            Add(
                at,
                ValidationCode.InvalidValue,
                string.Create(CultureInfo.InvariantCulture, $"The file has columns 0 to {columns.Count - 1}.")
            );
    }

    private void CheckZone(string zone, params string[] at)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId)
            Add(at, ValidationCode.InvalidValue, $"There is no time zone {Quotation.Of(zone)}.");
    }

    private void Add(string[] at, ValidationCode code, string message) =>
        checks.Add(InputChecks.Path(at), code, message);
}
