using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <summary>The full-text indexes of older versions as new ones are made.</summary>
    [DbContext(typeof(SqliteDb))]
    [Migration("20261126034621_TextIndexMerges")]
    public partial class TextIndexMerges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var index in FormerSearchIndexes.All)
                migrationBuilder.Sql(SqliteSearch.MergeInLargerSteps(index));
        }

        /// <summary>What they find is the same.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) { }
    }
}
