using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Data;

/// <summary>Indexes of some rows only: smaller, and used where a query says the same of its rows.</summary>
internal static class PartialIndexes
{
    extension<T>(IndexBuilder<T> index)
    {
        /// <summary>For lists, which leave deleted rows out.</summary>
        public IndexBuilder<T> OfRowsInUse() => index.OfRowsWithout(nameof(ISoftDeleted.DeletedAt));

        /// <summary>Those in use that have something in a column.</summary>
        public IndexBuilder<T> OfRowsInUseWith(string column) =>
            index.HasFilter($"{LinkedColumns.InUse} AND \"{column}\" IS NOT NULL");

        /// <summary>Those in use that have nothing in a column.</summary>
        public IndexBuilder<T> OfRowsInUseWithout(string column) =>
            index.HasFilter($"{LinkedColumns.InUse} AND \"{column}\" IS NULL");

        public IndexBuilder<T> OfRowsWithout(string column) => index.HasFilter($"\"{column}\" IS NULL");

        public IndexBuilder<T> OfRowsWithout(string column, string where, Enum value) =>
            index.HasFilter($"\"{column}\" IS NULL AND \"{where}\" = {value:D}");

        public IndexBuilder<T> OfRowsWith(string column) => index.HasFilter($"\"{column}\" IS NOT NULL");

        /// <summary>Those with a flag.</summary>
        public IndexBuilder<T> OfRowsThatAre(string flag) => index.HasFilter($"\"{flag}\"");

        /// <summary>Those with a word in a column, and something in another.</summary>
        public IndexBuilder<T> OfRowsWith(string column, string where, string word) =>
            index.HasFilter($"\"{column}\" IS NOT NULL AND \"{where}\" = '{word}'");

        public IndexBuilder<T> OfRowsWhere(string column, Enum value) => index.HasFilter($"\"{column}\" = {value:D}");
    }
}
