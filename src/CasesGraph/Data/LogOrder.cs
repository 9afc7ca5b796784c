using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Data;

/// <summary>
/// One row: how well times follow positions in the log, as far as it was looked at. Clocks differ and are set back, and of
/// two transactions at once either may come first; whoever looks for a time by halving has to allow for that.
/// </summary>
public sealed class LogOrder
{
    public int Id { get; set; }

    /// <summary>The position up to which it was looked at.</summary>
    public long UpTo { get; set; }

    /// <summary>The latest time so far, in microseconds since 1970.</summary>
    public long Latest { get; set; }

    /// <summary>By how much a time lies at most before one of an earlier position, in microseconds.</summary>
    public long Disorder { get; set; }

    /// <summary>The same with the entry that follows.</summary>
    internal LogOrder With(long position, long time) =>
        new()
        {
            Id = Id,
            UpTo = position,
            Latest = Math.Max(Latest, time),
            Disorder = Math.Max(Disorder, Latest - time),
        };
}

internal sealed class LogOrderMapping : IEntityTypeConfiguration<LogOrder>
{
    public void Configure(EntityTypeBuilder<LogOrder> builder) =>
        builder.Property(order => order.Id).ValueGeneratedNever();
}
