using System.Globalization;
using System.Text.Json;

namespace CasesGraph.Model.Scalars;

internal sealed class InstantScalar() : Scalar(typeof(DateTime), "DateTime", StoredAs.Number)
{
    public override Type Converter => typeof(UtcMicroseconds);
    public override Comparisons Comparisons => Comparisons.Lists | Comparisons.Order | Comparisons.Relative;
    public override long Least { get; } = UtcMicroseconds.From(DateTime.MinValue);
    public override long Most { get; } = UtcMicroseconds.From(DateTime.MaxValue);
    public override ValueText Written { get; } = new InstantText();

    public override object ToStored(object value) => UtcMicroseconds.From((DateTime)value);

    public override object FromStored(object stored) => UtcMicroseconds.To((long)stored);

    public override object Example(int number) => new DateTime(2026, 1, 1, 9, 30, 0, DateTimeKind.Utc).AddHours(number);

    /// <summary>RFC 3339 in UTC; a fraction only where there is one.</summary>
    public override void WriteJson(Utf8JsonWriter json, long stored)
    {
        Span<byte> text = stackalloc byte[32];
        // With seven digits behind the point and a Z at the end; a format that leaves out zeros takes four times as long.
        UtcMicroseconds.To(stored).TryFormat(text, out var end, "O", CultureInfo.InvariantCulture);
        end = text[..(end - 1)].TrimEnd((byte)'0').Length;
        if (text[end - 1] is (byte)'.')
            end--;
        text[end] = (byte)'Z';
        json.WriteStringValue(text[..(end + 1)]);
    }
}
