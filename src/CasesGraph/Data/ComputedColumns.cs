using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Data;

/// <summary>Columns that the database computes of others of the same row, and stores.</summary>
internal static partial class ComputedColumns
{
    extension<T>(PropertyBuilder<T> property)
    {
        /// <summary>Whether another column has a value: 1, or 0.</summary>
        public void IsWhether(string column, Enum value) =>
            property.HasComputedColumnSql($"(\"{column}\" = {value:D})", stored: true);

        /// <summary>Whether another column has a value or a later one of its enum: 1, or 0.</summary>
        public void IsWhetherAtLeast(string column, Enum value) =>
            property.HasComputedColumnSql($"(\"{column}\" >= {value:D})", stored: true);

        /// <summary>Two texts with a blank between them; the last alone where the first is null.</summary>
        public void IsWords(string first, string last) =>
            property.HasComputedColumnSql(
                $"CASE WHEN \"{first}\" IS NULL THEN \"{last}\" ELSE \"{first}\" || ' ' || \"{last}\" END",
                stored: true
            );
    }

    /// <summary>What <c>IsWhetherAtLeast</c> wrote, as either database has it; null for any other column.</summary>
    public static Threshold? Read(string? sql) =>
        sql is not null && AtLeast().Match(sql) is { Success: true } match
            ? new Threshold(
                match.Groups["column"].Value,
                long.Parse(match.Groups["least"].Value, CultureInfo.InvariantCulture)
            )
            : null;

    [GeneratedRegex(
        "^(\\(|CASE WHEN )\"(?<column>\\w+)\" >= (?<least>\\d+)(\\)| THEN 1 ELSE 0 END)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AtLeast();
}

/// <summary>From which value of another column on a column is 1, and not 0.</summary>
internal sealed record Threshold(string Column, long Least);
