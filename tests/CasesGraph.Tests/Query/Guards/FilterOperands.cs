using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Guards;

/// <summary>The values that a filter compares with, and those that lie beside them.</summary>
internal sealed class FilterOperands
{
    private readonly List<string> texts = ["Other", "other one"];
    private readonly List<DateTime> times = [Samples.Now];
    private readonly List<long> numbers = [1, 7];
    private readonly List<(string Type, long Key)> ids = [];

    public FilterOperands(object? filter) => Read(filter);

    public string Text(Choices choices, bool mayBeAny, bool longText)
    {
        while (true)
        {
            var text = choices.Pick(texts);
            var made = choices.Below(4) switch
            {
                0 => text + "x",
                1 => "x" + text,
                2 => text.ToUpperInvariant(),
                _ => text,
            };
            if (mayBeAny || IsStored(made, longText))
                return made;
        }
    }

    public DateTime Time(Choices choices)
    {
        var time = choices.Pick(times);
        return choices.Below(3) switch
        {
            0 when time > DateTime.MinValue => time.AddMicroseconds(-1),
            1 when time < DateTime.MaxValue.AddSeconds(-1) || time.Ticks % TimeSpan.TicksPerSecond is 0 =>
                time.AddMicroseconds(1),
            _ => time,
        };
    }

    public long Number(Choices choices, long least)
    {
        var number = choices.Pick(numbers);
        var made = choices.Below(3) switch
        {
            0 when number > long.MinValue => number - 1,
            1 when number < long.MaxValue => number + 1,
            _ => number,
        };
        return made < least ? least : made;
    }

    /// <summary>Keys that rows of a type may have.</summary>
    public IEnumerable<long> Keys(string type) =>
        ids.Where(id => string.Equals(id.Type, type, StringComparison.Ordinal))
            .Select(id => id.Key)
            .Concat(
                numbers.SelectMany(number =>
                    (long[])[number, number - 1, number == long.MaxValue ? number : number + 1]
                )
            )
            .Where(key => key > 0);

    private static bool IsStored(string text, bool longText) =>
        text.Any(letter => !char.IsWhiteSpace(letter))
        && text.All(letter => !char.IsControl(letter) || letter is '\t' || (longText && letter is '\n'));

    private void Read(object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> fields:
                foreach (var field in fields.Values)
                    Read(field);
                break;
            case IEnumerable<object?> items:
                foreach (var item in items)
                    Read(item);
                break;
            case long number:
                numbers.Add(number);
                break;
            case string text:
                Read(text);
                break;
        }
    }

    private void Read(string text)
    {
        texts.Add(text);
        const DateTimeStyles utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        if (Samples.Durations.TryGetValue(text, out var duration))
            times.Add(Samples.Now + duration);
        else if (long.TryParse(text, CultureInfo.InvariantCulture, out var number))
            numbers.Add(number);
        else if (text.Length > 18 && DateTime.TryParse(text, CultureInfo.InvariantCulture, utc, out var time))
            times.Add(time);
        else if (text.Length > 6 && Base64Url.IsValid(text) && Decoded(text).Split(':') is [var type, var key])
            ids.Add((type, long.Parse(key, CultureInfo.InvariantCulture)));
    }

    private static string Decoded(string id) => Encoding.ASCII.GetString(Base64Url.DecodeFromChars(id));
}
