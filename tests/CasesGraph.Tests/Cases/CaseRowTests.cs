using CasesGraph.Cases;
using CasesGraph.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Tests.Cases;

public sealed class CaseRowTests
{
    [Fact]
    public void A_new_row_has_every_column_that_the_database_does_not_fill_itself()
    {
        var stored = Properties()
            .Where(property => property.GetComputedColumnSql() is null && !property.IsPrimaryKey())
            .Select(property => property.GetColumnName());

        Assert.Equal(stored.Order(StringComparer.Ordinal), CaseRow.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_column_is_text_where_the_database_has_text()
    {
        var texts = Properties()
            .Where(property => property.GetColumnType() is "TEXT")
            .Select(property => property.GetColumnName());

        Assert.Equal(
            texts.Order(StringComparer.Ordinal),
            CaseRow.Columns.Where(column => column.IsText).Select(c => c.Name).Order(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<IProperty> Properties()
    {
        using var db = SqliteDb.Over("Data Source=:memory:");
        return db.Model.FindEntityType(typeof(Case))!.GetProperties();
    }
}
