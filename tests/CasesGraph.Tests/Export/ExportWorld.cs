using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Export;

/// <summary>Exports as tests ask for them, and files as other programs read them.</summary>
internal static class ExportWorld
{
    private const string Spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    extension(HttpClient client)
    {
        /// <summary>The payload of an export of cases, or of other records.</summary>
        public async Task<JsonElement> StartExportAsync(object input, string records = "Cases")
        {
            var query = $$"""
                mutation($input: Export{{records}}Input!) {
                  export{{records}}(input: $input) {
                    job { id kind } errors { __typename ... on ValidationError { issues { field code message } } }
                  }
                }
                """;
            using var response = await client.PostAsJsonAsync("/graphql", new { query, variables = new { input } });
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            return answer.GetProperty("data").EnumerateObject().Single().Value;
        }

        /// <summary>The job once it has ended.</summary>
        public async Task<JsonElement> ExportJobAsync(object input, string records = "Cases")
        {
            var payload = await client.StartExportAsync(input, records);
            Assert.True(payload.GetProperty("errors").ValueKind is JsonValueKind.Null, payload.GetRawText());
            return await client.EndedJobAsync(
                payload.GetProperty("job").GetProperty("id").GetString()!,
                "finishedAt status done progress message downloadUrl downloadExpiresAt rows { nodes { row outcome reasons { message field code } } }"
            );
        }

        /// <summary>The file.</summary>
        public async Task<byte[]> ExportAsync(object input, string records = "Cases")
        {
            var job = await client.ExportJobAsync(input, records);
            Assert.True(job.GetProperty("status").GetString() is "SUCCEEDED", job.GetRawText());
            return await client.GetByteArrayAsync(
                new Uri(job.GetProperty("downloadUrl").GetString()!, UriKind.Relative)
            );
        }
    }

    /// <summary>The mistakes that a payload tells, each with its place.</summary>
    public static IEnumerable<string> Mistakes(JsonElement payload) =>
        from error in payload.GetProperty("errors").EnumerateArray()
        from issue in error.GetProperty("issues").EnumerateArray()
        select $"{string.Join('.', issue.GetProperty("field").EnumerateArray())} {issue.GetProperty("code")}";

    /// <summary>The rows of a CSV, the header first; a cell of nothing is null, one of quotes alone is empty.</summary>
    public static List<string?[]> Csv(byte[] file, char delimiter = ',')
    {
        var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file);
        var rows = new List<string?[]>();
        var row = new List<string?>();
        for (var at = 0; at < text.Length; )
        {
            string? cell = null;
            if (text[at] == '"')
            {
                var quoted = new StringBuilder();
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    quoted.Append(text[at]);
                    if (text[at] == '"')
                        at++;
                }
                at++;
                cell = quoted.ToString();
            }
            else
            {
                var end = text.IndexOfAny([delimiter, '\r'], at);
                if (end > at)
                    cell = text[at..end];
                at = end;
            }
            row.Add(cell);
            if (text[at] == delimiter)
            {
                at++;
                continue;
            }
            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }
        return rows;
    }

    public static List<JsonElement> JsonLines(byte[] file) =>
        [
            .. Encoding
                .UTF8.GetString(file)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonElement.Parse(line)),
        ];

    /// <summary>The rows of each sheet as a spreadsheet reads them; a cell that is not there is null.</summary>
    public static List<(string Name, List<string?[]> Rows)> Workbook(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var names = Load(zip, "xl/workbook.xml")
            .Descendants(XName.Get("sheet", Spreadsheet))
            .Select(sheet => sheet.Attribute("name")!.Value);
        return [.. names.Select((name, index) => (name, Rows(Load(zip, $"xl/worksheets/sheet{index + 1}.xml"))))];
    }

    private static XDocument Load(ZipArchive zip, string name)
    {
        using var part = zip.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    private static List<string?[]> Rows(XDocument sheet) =>
        [
            .. sheet
                .Descendants(XName.Get("row", Spreadsheet))
                .Select(row => row.Elements(XName.Get("c", Spreadsheet)).Select(Cell).ToArray()),
        ];

    private static string? Cell(XElement cell)
    {
        Assert.Empty(cell.Elements(XName.Get("f", Spreadsheet)));
        return cell.Attribute("t")?.Value switch
        {
            "inlineStr" => Unescaped(
                string.Concat(cell.Descendants(XName.Get("t", Spreadsheet)).Select(text => text.Value))
            ),
            "b" => cell.Value is "1" ? "true" : "false",
            _ => cell.Value.Length == 0 ? null : cell.Value,
        };
    }

    private static string Unescaped(string text) =>
        System.Text.RegularExpressions.Regex.Replace(
            text,
            "_x(?<code>[0-9A-F]{4})_",
            one => $"{(char)Convert.ToInt32(one.Groups["code"].Value, 16)}",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
}
