using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CasesGraph.Imports.Analyzing;

namespace CasesGraph.Imports;

/// <summary>How what was found out about a file is kept: names as the API has them.</summary>
internal static class ImportJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
        };

    /// <summary>The same, what is null left out.</summary>
    public static JsonSerializerOptions WithoutNulls { get; } =
        new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Fill(Import import, AnalysisReport report)
    {
        import.Format = report.Format;
        import.Dialect = Write(report.Dialect);
        import.Sheets = report.Sheets is null ? null : Write(report.Sheets);
        import.Columns = Write(report.Columns);
        import.Missing = Write(report.Missing);
        import.Notes = Write(import.SentBefore ? [.. report.Notes, NoteList.SentBefore] : report.Notes);
        import.Checkpoints = Write(report.Checkpoints);
        import.Proposal = Write(report.Proposal);
        import.RowCount = report.IsWhole ? report.Rows : null;
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, Options);
}
