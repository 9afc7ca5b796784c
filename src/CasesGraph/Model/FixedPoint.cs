using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CasesGraph.Model;

/// <summary>
/// Decimals are stored as whole ten-thousandths, as SQL's money is: they add and order exactly, on databases too that
/// have no such type.
/// </summary>
internal sealed class FixedPoint() : ValueConverter<decimal, long>(value => From(value), stored => To(stored))
{
    public const int Places = 4;

    /// <summary>What is behind the last place is cut off.</summary>
    public static long From(decimal value) => (long)value.Scaled(Places);

    public static decimal To(long stored) => new decimal(stored).Scaled(-Places);
}

internal static class DecimalPlaces
{
    /// <summary>The value with its point moved to the right.</summary>
    public static decimal Scaled(this decimal value, int places)
    {
        for (; places > 0; places--)
            value *= 10;
        for (; places < 0; places++)
            value /= 10;
        return value;
    }
}
