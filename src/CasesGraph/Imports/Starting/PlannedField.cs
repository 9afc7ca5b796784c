using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading.Workbooks;
using CasesGraph.Imports.Running;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Starting;

/// <summary>A field of the records, and how its value is read off a row.</summary>
internal sealed class PlannedField
{
    private readonly ImportFieldInput given;
    private readonly FieldSource source;
    private readonly ImportPlan plan;
    private readonly TimeZoneInfo zone;

    public PlannedField(ImportFieldInput given, TargetField target, ImportPlan plan)
    {
        (this.given, this.plan, Target) = (given, plan, target);
        source = new FieldSource(given.From, target, plan.Headers);
        Answers = new ValueAnswers(given, target, [.. source.Columns.Select(column => plan.Columns[column])]);
        zone = TimeZoneInfo.FindSystemTimeZoneById(given.TimeZone ?? plan.Order.TimeZone);
        if (target.HasTimes && TimeFormats.Of(given, Column is { } first ? plan.Columns[first] : null) is { } format)
            Format = TimeFormat.Parse(format);
        var dot = target.Name.IndexOf('.', StringComparison.Ordinal);
        (Owner, Part) = dot < 0 ? (target.Name, null) : (target.Name[..dot], target.Name[(dot + 1)..]);
        if (given.AccountKey is AccountKey.ExternalReference)
            Part = ExternalReferences.Field;
    }

    public TargetField Target { get; }
    public string Name => Target.Name;
    public ImportFieldInput Given => given;
    public ValueAnswers Answers { get; }
    public TimeFormat? Format { get; }

    /// <summary>What the name begins with: of account.name the account.</summary>
    public string Owner { get; }

    /// <summary>What comes behind it: by what the object is found; null where it is the field itself.</summary>
    public string? Part { get; }

    public IReadOnlyList<int> Columns => source.Columns;

    /// <summary>The column that mistakes are told of; null where the values stand in none.</summary>
    public int? Column => source.Columns is [var first, ..] ? first : null;

    /// <summary>The text that the row has for the field; null for nothing, or where it is rejected.</summary>
    /// <param name="reject">Is told why.</param>
    public string? Text(FileRow row, Action<PlannedField, ValidationCode, string> reject)
    {
        if (source.Text(row) is not { } raw)
            return given.Default;
        var known = Answers.Given(raw, row) switch
        {
            { Reject: true } => Rejected(raw, reject),
            { Empty: true } => given.Default,
            { To: { } to } => to,
            _ => Target.ValueType is null ? raw : Meant(raw, reject),
        };
        return known;
    }

    /// <summary>The same as a value of the field's scalar.</summary>
    /// <param name="given">Is told what is wrong with it, or to be told of it.</param>
    public object? Value(FileRow row, GivenRow given)
    {
        Action<PlannedField, ValidationCode, string> reject = given.Reject;
        if (Text(row, reject) is not { } text)
            return null;
        if (Target.Scalar is not { } scalar || scalar == Scalar.Text)
            return Whole(text, given);
        if (Target.IsTime)
            return Time(text, given);
        if (scalar.Names is { } names)
            return names.FirstOrDefault(one => one.Name.Equals(text, StringComparison.Ordinal))?.Value
                ?? Wrong(text, $"is no {Target.Label.ToLowerInvariant()}", reject);
        var plain = ValueAnswers.Trimmed(text);
        if (plan.HasDecimalComma && scalar.Type == typeof(decimal))
            plain = plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return scalar.Parse(plain)
            ?? Wrong(text, scalar.IsNumber || Target.IsNumber ? "is no number" : "cannot be read", reject);
    }

    /// <summary>A text that fills its cell may have been cut, half of a character before the end at most: it is told.</summary>
    private string Whole(string text, GivenRow given)
    {
        if (plan.Dialect.Format is FileFormat.Xlsx && text.Length >= CellText.LongestText - 1)
            given.Notes.Add(
                new(
                    this,
                    ValidationCode.TooLong,
                    $"{Name}: a cell of a workbook holds no more, so that the text may have been cut. A record that is there keeps its own."
                )
            );
        return text;
    }

    private object? Time(string text, GivenRow given)
    {
        if (Target.Scalar == Scalar.Instant)
            return Instant(text, given);
        return (Format ?? TimeFormats.Standard).Read(ValueAnswers.Trimmed(text)) is { } read
            ? DateOnly.FromDateTime(read.Time)
            : Wrong(text, "is no time as the column has them", given.Reject);
    }

    /// <summary>A time as the field has them; null for none, which is told.</summary>
    public DateTime? Instant(string text, GivenRow given)
    {
        if ((Format ?? TimeFormats.Standard).Read(ValueAnswers.Trimmed(text)) is not { } read)
            Wrong(text, "is no time as the column has them", given.Reject);
        else if (read.In(zone) is not { } time)
            Wrong(text, $"is passed over by the clocks of {zone.Id}", given.Reject);
        else
        {
            if (read.IsDoubled(zone))
                given.Notes.Add(
                    new(
                        this,
                        ValidationCode.Ambiguous,
                        $"{Name}: the clocks of {zone.Id} show {Quotation.Of(text)} twice; the first is taken."
                    )
                );
            return time;
        }
        return null;
    }

    /// <summary>What a value of a field of few values becomes where the caller has said nothing of it.</summary>
    private string? Meant(string raw, Action<PlannedField, ValidationCode, string> reject) =>
        Answers.Known(raw)
        ?? given.OtherValues switch
        {
            OtherValues.Empty => null,
            OtherValues.Default => given.Default,
            _ => Rejected(raw, reject),
        };

    private string? Rejected(string raw, Action<PlannedField, ValidationCode, string> reject)
    {
        reject(this, ValidationCode.InvalidValue, $"{Name}: unknown value {Quotation.Of(raw)}.");
        return null;
    }

    private object? Wrong(string text, string why, Action<PlannedField, ValidationCode, string> reject)
    {
        reject(this, ValidationCode.InvalidValue, $"{Name}: {Quotation.Of(text)} {why}.");
        return null;
    }
}

/// <summary>How a column's times are read.</summary>
internal static class TimeFormats
{
    /// <summary>As this service writes them.</summary>
    public static TimeFormat Standard { get; } = TimeFormat.Parse("yyyy-MM-dd")!;

    /// <summary>What was chosen, or the one way that fits; null where there is none.</summary>
    public static string? Of(ImportFieldInput given, ImportColumn? column)
    {
        if (given.DateFormat is { } chosen)
            return chosen;
        var formats = column?.DateFormats ?? [];
        return IsAmbiguous(formats) || formats.Count == 0 ? null : formats[0].Format;
    }

    /// <summary>Whether two ways fit alike.</summary>
    public static bool IsAmbiguous(IReadOnlyList<ImportDateFormat> formats) =>
        formats is [var first, var second, ..] && first.Fits == second.Fits;
}
