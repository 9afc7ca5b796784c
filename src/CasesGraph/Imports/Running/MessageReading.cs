using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Cases;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>
/// Messages that rows have: each row one, or a case's conversation as a list of objects, or as comments, each
/// "time;author;text" or a text alone.
/// </summary>
internal sealed partial class MessageReading(ObjectReading objects)
{
    private const int LongestTime = 40;

    /// <summary>The row itself as a message.</summary>
    public static RowMessage Whole(PlannedField text, GivenRow given) =>
        new(text, given.Of("text") as string ?? "")
        {
            Direction = DirectionOf(given),
            SentAt = given.Of("sentAt") as DateTime?,
            Author = given.Named.Find(one => one.Field.Owner is "author"),
            ExternalReference = given.Of("externalReference") as string,
        };

    /// <summary>What a row that is a message says of its direction.</summary>
    public static UpdateDirection? DirectionOf(GivenRow given) =>
        given.Of("internal") is true ? UpdateDirection.Note : given.Of("direction") as UpdateDirection?;

    /// <summary>The conversation of a case.</summary>
    public IEnumerable<RowMessage> Read(PlannedField field, FileRow row, GivenRow given)
    {
        if (field.Text(row, given.Reject) is not { } cell)
            yield break;
        foreach (var item in ListCell.Whole(cell))
        {
            var message = Fields(item) is { } of ? Object(field, of, given) : Comment(field, item, given);
            if (message is not null)
                yield return message;
        }
    }

    private RowMessage? Comment(PlannedField field, string text, GivenRow given)
    {
        if (text.Split(';', 3) is not [var time, var author, var body] || !IsLikeTime(time))
            return new(field, text) { Direction = UpdateDirection.Note };
        return field.Instant(time, given) is { } at
            ? new(field, body)
            {
                Direction = UpdateDirection.Note,
                SentAt = at,
                Author = objects.Author(field, author, UpdateDirection.Note),
            }
            : null;
    }

    /// <summary>Whether it begins with a day, whatever the order: then it has to be one.</summary>
    private static bool IsLikeTime(string text) => text.Length <= LongestTime && Day().IsMatch(text);

    /// <summary>Those of an object in JSON; null for any other text, such as one that only begins with a brace.</summary>
    private static Dictionary<string, string?>? Fields(string item) =>
        item is ['{', ..]
            ? JsonCell.Read(
                item,
                json =>
                    json.EnumerateObject()
                        .DistinctBy(one => one.Name, StringComparer.Ordinal)
                        .ToDictionary(one => one.Name, one => Text(one.Value), StringComparer.Ordinal)
            )
            : null;

    private RowMessage? Object(PlannedField field, Dictionary<string, string?> of, GivenRow given)
    {
        var direction = of.GetValueOrDefault("internal") is "true" ? nameof(UpdateDirection.Note) : Said("direction");
        if (direction is not null && Enum.GetNames<UpdateDirection>().All(name => !Is(name, direction)))
        {
            given.Reject(
                field,
                ValidationCode.InvalidValue,
                $"{field.Name}: unknown direction {Quotation.Of(direction)}."
            );
            return null;
        }
        var known = direction is null
            ? (UpdateDirection?)null
            : Enum.Parse<UpdateDirection>(direction, ignoreCase: true);
        var time = Said("at") ?? Said("sentAt");
        var at = time is null ? null : field.Instant(time, given);
        if (time is not null && at is null)
            return null;
        var files = Said("attachments") is { } list ? RowFile.Read(list) : [];
        if (files is null)
        {
            const string malformed = "attachments are a list of objects with fileName and base64.";
            given.Reject(field, ValidationCode.Malformed, $"{field.Name}: {malformed}");
            return null;
        }
        return new(field, of.GetValueOrDefault("text") ?? "")
        {
            Direction = known,
            SentAt = at,
            Author = Said("author") is { } author ? objects.Author(field, author, known) : null,
            ExternalReference = Said("externalReference"),
            Files = files,
        };

        string? Said(string name) => of.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
    }

    [GeneratedRegex(
        @"^\s*\d{1,4}[./-](\d{1,2}|\p{L}{3,9})[./-]\d{1,4}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Day();

    private static bool Is(string name, string text) => name.Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
}
