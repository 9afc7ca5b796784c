using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Data;

/// <summary>Columns that the database computes of others of the same row, and stores.</summary>
internal static class ComputedColumns
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
}
