using System.Globalization;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>Which sheets of a workbook are read as one table.</summary>
internal static class SheetChoice
{
    /// <summary>The one of a name, or the first that is not hidden.</summary>
    public static Sheet Choose(Workbook workbook, string? name) =>
        name is null
            ? workbook.Sheets.FirstOrDefault(one => !one.IsHidden) ?? workbook.Sheets[0]
            : workbook.Sheets.FirstOrDefault(one => one.Name.Equals(name, StringComparison.Ordinal))
                ?? throw new UnreadableFileException($"The workbook has no sheet {name}.");

    /// <summary>"Cases", "Cases 2", "Cases 3", one behind the other.</summary>
    public static IEnumerable<Sheet> Following(IReadOnlyList<Sheet> sheets, Sheet sheet) =>
        sheets
            .SkipWhile(one => one != sheet)
            .Skip(1)
            .Index()
            .TakeWhile(one =>
                one.Item.Name.Equals(
                    string.Create(CultureInfo.InvariantCulture, $"{sheet.Name} {one.Index + 2}"),
                    StringComparison.Ordinal
                )
            )
            .Select(one => one.Item);
}
