using System.Globalization;
using System.Xml;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>What a workbook says of its sheets and of how numbers are meant.</summary>
internal sealed class Workbook : IDisposable
{
    private const string Main = "xl/workbook.xml";
    private const int MostSheets = 1_000;
    private const int MostStyles = 100_000;

    /// <summary>Of numbers that are dates in every workbook; ECMA-376, 18.8.30.</summary>
    private static readonly HashSet<int> DateFormats =
    [
        .. Enumerable.Range(14, 9),
        .. Enumerable.Range(27, 10),
        .. Enumerable.Range(45, 3),
        .. Enumerable.Range(50, 9),
    ];

    private readonly List<bool> isDate = [];

    public Workbook(Stream file, ImportSettings limits)
    {
        Parts = new WorkbookParts(file, limits);
        try
        {
            Sheets = ReadSheets();
            ReadStyles();
        }
        catch (XmlException broken)
        {
            Dispose();
            throw Damaged(broken);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public WorkbookParts Parts { get; }
    public IReadOnlyList<Sheet> Sheets { get; }

    /// <summary>Whether days are counted from 1904, as Excel on Macs did.</summary>
    public bool CountsFrom1904 { get; private set; }

    public string SharedStrings => "xl/sharedStrings.xml";

    public bool IsDate(int style) => style >= 0 && style < isDate.Count && isDate[style];

    public static UnreadableFileException Damaged(XmlException broken) =>
        new($"The workbook is damaged: {broken.Message}", broken);

    private List<Sheet> ReadSheets()
    {
        using var xml =
            Parts.Open(Main) ?? throw new UnreadableFileException("The file is a ZIP archive, but no workbook (XLSX).");
        var targets = ReadTargets();
        var sheets = new List<Sheet>();
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element)
                continue;
            if (xml.LocalName is "workbookPr")
                CountsFrom1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName is "sheet" && sheets.Count < MostSheets)
                Add(xml);
        }
        return sheets.Count > 0 ? sheets : throw new UnreadableFileException("The workbook has no sheet with cells.");

        void Add(XmlReader sheet)
        {
            var id = sheet.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
            id ??= sheet.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
            if (id is null || !targets.TryGetValue(id, out var part) || !Parts.Has(part))
                return;
            var state = sheet.GetAttribute("state");
            sheets.Add(new(sheet.GetAttribute("name") ?? "", part, state is "hidden" or "veryHidden"));
        }
    }

    private Dictionary<string, string> ReadTargets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = Parts.Open("xl/_rels/workbook.xml.rels");
        while (xml is not null && xml.Read())
        {
            if (
                xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && xml.GetAttribute("Id") is { } id
                && xml.GetAttribute("Target") is { } target
                && (xml.GetAttribute("Type") ?? "").EndsWith("/worksheet", StringComparison.Ordinal)
                && targets.Count < MostSheets
            )
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }
        return targets;
    }

    private void ReadStyles()
    {
        using var xml = Parts.Open("xl/styles.xml");
        var own = new Dictionary<int, bool>();
        var isInCells = false;
        while (xml is not null && xml.Read())
        {
            if (xml.LocalName is "cellXfs")
                isInCells = xml.NodeType is XmlNodeType.Element;
            if (xml.NodeType is not XmlNodeType.Element || own.Count + isDate.Count > MostStyles)
                continue;
            if (xml.LocalName is "numFmt" && Number(xml, "numFmtId") is { } format)
                own[format] = IsDate(xml.GetAttribute("formatCode") ?? "");
            if (isInCells && xml.LocalName is "xf")
            {
                var id = Number(xml, "numFmtId") ?? 0;
                isDate.Add(own.TryGetValue(id, out var known) ? known : DateFormats.Contains(id));
            }
        }
    }

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Whether a format shows a day or a time: a letter of one, outside of quotes, brackets and escapes.</summary>
    private static bool IsDate(string format)
    {
        for (var at = 0; at < format.Length; at++)
        {
            switch (format[at])
            {
                case '"':
                    at = End(format, '"', at);
                    break;
                case '['
                    when !"hms".Contains(
                        format[Math.Min(at + 1, format.Length - 1)],
                        StringComparison.OrdinalIgnoreCase
                    ):
                    at = End(format, ']', at);
                    break;
                case '\\' or '_' or '*':
                    at++;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S':
                    return true;
            }
        }
        return false;
    }

    private static int End(string format, char mark, int at) =>
        format.IndexOf(mark, at + 1) is >= 0 and var found ? found : format.Length;

    public void Dispose() => Parts.Dispose();
}

/// <summary>A sheet with cells.</summary>
/// <param name="Part">The part of the archive that has them.</param>
internal sealed record Sheet(string Name, string Part, bool IsHidden);
