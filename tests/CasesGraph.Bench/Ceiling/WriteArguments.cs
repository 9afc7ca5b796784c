using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>The arguments of the writes.</summary>
internal static class WriteArguments
{
    public static Func<JsonElement, NewCase> NewCase(RequestText text)
    {
        var subject = new Argument<string>(text, "subject", value => value.GetString()!);
        var description = new Argument<string>(text, "description", value => value.GetString()!);
        var priority = new Argument<int>(text, "priority", CaseColumns.Priority);
        var type = new Argument<int>(text, "type", CaseColumns.Type);
        var account = new Argument<long>(text, "accountId", value => KeyOf(value, "Account:"u8));
        var assignee = new Argument<long>(text, "assignedToId", value => KeyOf(value, "User:"u8));
        return variables => new NewCase(
            subject.Of(variables),
            description.Of(variables),
            priority.Of(variables),
            type.Of(variables),
            account.Of(variables),
            assignee.Of(variables)
        );
    }

    public static Func<JsonElement, CaseEdit> CaseEdit(RequestText text)
    {
        var number = new Argument<long>(text, "id", Number);
        var priority = new Argument<int>(text, "priority", CaseColumns.Priority);
        var assignee = new Argument<long>(text, "assignedToId", value => KeyOf(value, "User:"u8));
        return variables => new CaseEdit(number.Of(variables), priority.Of(variables), assignee.Of(variables));
    }

    public static Func<JsonElement, NewMessage> NewMessage(RequestText text)
    {
        var number = new Argument<long>(text, "caseId", Number);
        var message = new Argument<string>(text, "text", value => value.GetString()!);
        return variables => new NewMessage(number.Of(variables), message.Of(variables));
    }

    private static long Number(JsonElement value) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static long KeyOf(JsonElement id, ReadOnlySpan<byte> prefix)
    {
        var plain = Base64Url.DecodeFromChars(id.GetString()).AsSpan();
        return plain.StartsWith(prefix) && Utf8Parser.TryParse(plain[prefix.Length..], out long key, out _)
            ? key
            : throw new ArgumentException("It is no id of the wanted type.", nameof(id));
    }
}
