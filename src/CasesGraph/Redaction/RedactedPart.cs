using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Redaction;

/// <summary>What of a text is taken out: some ranges of it, or all.</summary>
/// <param name="Ranges">Null or none for all of it.</param>
internal sealed record RedactedPart(IReadOnlyList<TextRangeInput>? Ranges, bool Whole)
{
    /// <summary>How much is taken out, or told of, at once.</summary>
    public const int Most = 100;

    private static readonly IReadOnlyList<string> At = InputChecks.Path("ranges");

    public string Of(string text) => Whole ? Blackening.Whole(text) : Blackening.Ranges(text, Ranges!);

    /// <summary>Whether another text holds what is taken out of this one, in whatever case.</summary>
    public bool IsFoundIn(string other, string text) =>
        Whole || Blackening.Parts(text, Ranges!).Any(part => other.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Notes what is wrong with it; each range is judged by itself.</summary>
    /// <param name="text">The text; null where there is none, by a mistake that has been noted or as the field is empty.</param>
    public void Check(InputChecks checks, string? text, bool isKnown)
    {
        if (Whole && Ranges is not null)
            checks.Add(InputChecks.Path("whole"), ValidationCode.Conflict, "Give ranges or whole, not both.");
        else if (!Whole && Ranges is not { Count: > 0 })
            checks.Add(At, ValidationCode.Required, "Give at least one range, or whole.");
        else if (!Whole && isKnown)
            CheckRanges(checks, Blackening.Length(text ?? ""));
    }

    private void CheckRanges(InputChecks checks, int length)
    {
        var end = 0L;
        foreach (var (index, range) in Ranges!.Index().OrderBy(one => one.Item.Start))
        {
            string[] at = ["ranges", InputChecks.Item(index)];
            if (range.Start < 0)
                Invalid("start", "A range cannot start before the text.");
            else if (range.Length < 1)
                Invalid("length", "A range has at least one character.");
            else if ((long)range.Start + range.Length > length)
                Invalid(range.Start >= length ? "start" : "length", $"The text ends at {length}.");
            else if (range.Start < end)
                checks.Add(InputChecks.Path(at), ValidationCode.Conflict, "It overlaps another range.");
            else
                end = (long)range.Start + range.Length;

            void Invalid(string part, string message) =>
                checks.Add(InputChecks.Path([.. at, part]), ValidationCode.InvalidValue, message);
        }
    }

    /// <summary>The keys of what is taken out whole, each once.</summary>
    public static List<long> Keys<TEntity>(IEnumerable<Ref<TEntity>> ids, InputChecks checks)
        where TEntity : class
    {
        var keys = ids.Select(id => id.Key).Distinct().ToList();
        if (keys.Count is 0 or > Most)
            checks.Add(
                InputChecks.Path("ids"),
                keys.Count == 0 ? ValidationCode.TooShort : ValidationCode.TooMany,
                "Give one id at least and 100 at most."
            );
        return keys;
    }

    /// <summary>A reason has to be there: the log says nothing else of what was taken out.</summary>
    public static void CheckReason(InputChecks checks, string reason)
    {
        if (TextRules.IsBlank(reason))
            checks.Add(InputChecks.Path("reason"), ValidationCode.Required, "Say why; the log keeps it.");
        else
            checks.Reason(reason);
    }
}
