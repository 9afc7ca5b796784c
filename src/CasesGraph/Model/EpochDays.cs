using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CasesGraph.Model;

/// <summary>Dates are stored as whole days since 1970, which order as numbers.</summary>
internal sealed class EpochDays() : ValueConverter<DateOnly, int>(date => From(date), days => To(days))
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static int From(DateOnly date) => date.DayNumber - Epoch;

    public static DateOnly To(int days) => DateOnly.FromDayNumber(days + Epoch);
}
