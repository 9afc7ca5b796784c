using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace CasesGraph.Tests.Import;

/// <summary>Workbooks written by hand, as the standard says and as bad programs do.</summary>
internal sealed class WorkbookWriter
{
    private readonly StringBuilder rows = new();
    private readonly List<string> strings = [];
    private int row;

    /// <summary>What the sheet says of its size.</summary>
    public string Dimension { get; init; } = "A1:B2";

    public bool From1904 { get; init; }

    public string Styles { get; init; } =
        """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-409]d\ mmm\ yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>""";

    /// <summary>A row of shared texts; null leaves a cell out.</summary>
    public WorkbookWriter Texts(params IReadOnlyList<string?> texts)
    {
        return Cells([.. texts.Select(text => text is null ? null : Shared(text))]);
    }

    /// <summary>A row of cells in XML, without their references: {0} stands for that.</summary>
    public WorkbookWriter Cells(params IReadOnlyList<string?> cells)
    {
        row++;
        rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
        foreach (var (index, cell) in cells.Index())
            rows.Append(cell?.Replace("{0}", $"r=\"{Letter(index)}{row}\"", StringComparison.Ordinal));
        rows.Append("</row>");
        return this;
    }

    public string Shared(string text)
    {
        strings.Add(text);
        return $"<c {{0}} t=\"s\"><v>{strings.Count - 1}</v></c>";
    }

    public byte[] ToArray(params IReadOnlyList<(string Name, string State)> otherSheets)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                archive,
                "xl/workbook.xml",
                $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{(From1904 ? 1 : 0)}"/><sheets>{string.Concat(otherSheets.Select((one, at) => $"<sheet name=\"{one.Name}\" sheetId=\"{at + 2}\" state=\"{one.State}\" r:id=\"rId1\"/>"))}<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            );
            Add(
                archive,
                "xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
            );
            Add(archive, "xl/styles.xml", Styles);
            Add(
                archive,
                "xl/sharedStrings.xml",
                $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{string.Concat(strings.Select(text => $"<si><t xml:space=\"preserve\">{Escaped(text)}</t></si>"))}</sst>"""
            );
            Add(
                archive,
                "xl/worksheets/sheet1.xml",
                $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="{Dimension}"/><sheetData>{rows}</sheetData></worksheet>"""
            );
        }
        return file.ToArray();
    }

    /// <summary>An archive of parts as they stand.</summary>
    public static byte[] Archive(params IReadOnlyList<(string Name, Action<Stream> Write)> parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                write(part);
            }
        }
        return file.ToArray();
    }

    /// <summary>A carriage return cannot stand in XML as it is.</summary>
    private static string Escaped(string text) =>
        SecurityElement
            .Escape(text.Replace("_x", "_x005F_x", StringComparison.Ordinal))
            .Replace("\r", "_x000D_", StringComparison.Ordinal);

    private static string Letter(int index) =>
        index < 26 ? $"{(char)('A' + index)}" : Letter((index / 26) - 1) + Letter(index % 26);

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var part = archive.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
