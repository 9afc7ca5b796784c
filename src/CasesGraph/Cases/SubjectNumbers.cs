using System.Globalization;
using System.Text;

namespace CasesGraph.Cases;

/// <summary>
/// The numbers of a subject, and its codes: words of letters and digits. They tell requests apart that are alike in
/// words, "invoice 14" and "invoice 84". Zeros before a number say nothing.
/// </summary>
internal sealed class SubjectNumbers : IEquatable<SubjectNumbers>
{
    private static readonly SubjectNumbers None = new([], []);

    private readonly string[] numbers;
    private readonly string[] codes;

    private SubjectNumbers(IEnumerable<string> numbers, IEnumerable<string> codes) =>
        (this.numbers, this.codes) = (Set(numbers), Set(codes));

    public static SubjectNumbers Of(string words)
    {
        if (!words.EnumerateRunes().Any(Rune.IsDigit))
            return None;
        var (numbers, codes) = (new List<string>(), new List<string>());
        foreach (var word in words.Split(' '))
        {
            var before = numbers.Count;
            var code = Read(word, numbers);
            if (numbers.Count > before && !code.All(char.IsAsciiDigit))
                codes.Add(code);
        }
        return new SubjectNumbers(numbers, codes);
    }

    /// <summary>Whether each has a number that the other has not, or a code; more on one side alone says nothing.</summary>
    public bool DifferFrom(SubjectNumbers other) => Differ(numbers, other.numbers) || Differ(codes, other.codes);

    public bool Equals(SubjectNumbers? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && numbers.SequenceEqual(other.numbers, StringComparer.Ordinal)
            && codes.SequenceEqual(other.codes, StringComparer.Ordinal)
        );

    public override bool Equals(object? obj) => Equals(obj as SubjectNumbers);

    public override int GetHashCode() =>
        HashCode.Combine(string.Join(' ', numbers).GetHashCode(StringComparison.Ordinal), codes.Length);

    private static bool Differ(string[] one, string[] other) =>
        one.Except(other, StringComparer.Ordinal).Any() && other.Except(one, StringComparer.Ordinal).Any();

    private static string[] Set(IEnumerable<string> items) =>
        [.. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The word with each of its numbers as it is added to these: in ASCII digits, without zeros before it.</summary>
    private static string Read(string word, List<string> numbers)
    {
        var (read, number) = (new StringBuilder(), new StringBuilder());
        foreach (var rune in word.EnumerateRunes())
        {
            if (Rune.IsDigit(rune))
            {
                number.Append(CultureInfo.InvariantCulture, $"{Rune.GetNumericValue(rune):0}");
                continue;
            }
            End();
            read.Append(rune);
        }
        End();
        return read.ToString();

        void End()
        {
            if (number.Length == 0)
                return;
            var shortest = number.ToString().TrimStart('0');
            numbers.Add(shortest.Length == 0 ? "0" : shortest);
            read.Append(numbers[^1]);
            number.Clear();
        }
    }
}
