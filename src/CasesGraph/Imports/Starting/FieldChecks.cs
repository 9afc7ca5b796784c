using System.Globalization;
using CasesGraph.Accounts;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Running;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Starting;

/// <summary>What can be wrong with the fields that a file is to bring, each by itself.</summary>
internal sealed class FieldChecks(Import import, InputChecks checks)
{
    private const int MostFields = 1_000;
    private readonly TargetFields targets = TargetFields.Of(import.Records);

    private readonly IReadOnlyList<ImportColumn> columns = ImportJson.Read<IReadOnlyList<ImportColumn>>(
        import.Columns
    )!;

    /// <summary>Notes it.</summary>
    /// <param name="keepTimes">Whether times and persons of the past are brought.</param>
    /// <param name="place">Where the fields stand in the input.</param>
    public void Run(IReadOnlyList<ImportFieldInput> fields, bool keepTimes, IReadOnlyList<string> place)
    {
        if (fields.Count is 0 or > MostFields)
            Add([.. place], ValidationCode.InvalidValue, $"There are 1 to {MostFields} fields.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, field) in fields.Index())
        {
            string[] at = [.. place, InputChecks.Item(index)];
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
                Check(field, target, keepTimes, at);
            if (field.AccountKey is AccountKey.ExternalReference)
                CheckAccountKey(field, fields, [.. at, "accountKey"]);
        }
    }

    private void CheckAccountKey(ImportFieldInput field, IReadOnlyList<ImportFieldInput> fields, string[] at)
    {
        var parts = field.Field.Split('.');
        if (
            parts is not [var owner, "name"]
            || targets.Entity.Find(owner) is not ReferenceField reference
            || reference.Target != typeof(Account)
        )
            Add(at, ValidationCode.InvalidValue, "It says of a field like account.name how its cells are meant.");
        else if (fields.Any(other => other.Field.Equals($"{owner}.externalReference", StringComparison.Ordinal)))
            Add(at, ValidationCode.Conflict, $"{owner}.externalReference brings that already.");
    }

    public void CheckTest(ImportRowTestInput test, params string[] at)
    {
        CheckColumn(test.Column, [.. at, "column"]);
        if (test is { EqualTo: null, OneOf: null, Matches: null })
            Add(at, ValidationCode.Required, "One of equals, oneOf and matches is needed.");
        if (test.Matches is { } pattern && !RowTest.IsPattern(pattern))
            Add([.. at, "matches"], ValidationCode.InvalidValue, "This is no regular expression that can be used.");
    }

    private void Check(ImportFieldInput field, TargetField target, bool keepTimes, string[] at)
    {
        if (target.IsHistory && !keepTimes)
            Add([.. at, "field"], ValidationCode.Conflict, $"{target.Name} is only written with keepTimes.");
        CheckSource(field.From, [.. at, "from"]);
        if (field.DateFormat is { } format && (!target.HasTimes || TimeFormat.Parse(format) is null))
            Add(
                [.. at, "dateFormat"],
                ValidationCode.InvalidValue,
                target.HasTimes
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

    public void CheckZone(string zone, params string[] at)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId)
            Add(at, ValidationCode.InvalidValue, $"There is no time zone {Quotation.Of(zone)}.");
    }

    private void Add(string[] at, ValidationCode code, string message) =>
        checks.Add(InputChecks.Path(at), code, message);
}
