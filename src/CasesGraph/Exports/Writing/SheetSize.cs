namespace CasesGraph.Exports.Writing;

/// <summary>How many rows a sheet of a workbook has at most, beside its header: what spreadsheets hold.</summary>
internal sealed record SheetSize(int Rows)
{
    public static SheetSize Largest { get; } = new(1_048_575);
}
