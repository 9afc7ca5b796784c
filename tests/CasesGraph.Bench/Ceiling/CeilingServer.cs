using System.Buffers;
using System.Text.Json;
using CasesGraph.Bench.Running;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>
/// What a figure could cost at best: an endpoint that does nothing but it, by hand-written SQL. It knows the texts
/// beforehand, so it parses no GraphQL; values come from each request.
/// </summary>
internal static class CeilingServer
{
    private const string ReadyLine = "Ceiling is ready: ";

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Starts it as a process of its own.</summary>
    /// <param name="args">Those of <see cref="RunAsync"/>, provider and connection string for its connections.</param>
    public static Task<BenchServer> StartAsync(string name, string[] args, CancellationToken token) =>
        BenchServer.StartAsync(
            name,
            ReadyLine,
            ["dotnet", typeof(CeilingServer).Assembly.Location, "ceiling", .. args],
            new Dictionary<string, string>(StringComparer.Ordinal),
            token
        );

    /// <summary>Serves one figure until the process is ended.</summary>
    /// <param name="figure">Such as q1.</param>
    /// <param name="textsFile">The figure's texts as JSON.</param>
    public static async Task RunAsync(string figure, string textsFile, CeilingConnections connections)
    {
        var texts = JsonSerializer.Deserialize<RequestText[]>(await File.ReadAllTextAsync(textsFile))!;
        var work = CeilingWork.For(figure, connections);
        var prepared = texts.ToDictionary(text => text.Document, work.Prepare, StringComparer.Ordinal);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapPost("/graphql", (HttpContext http) => AnswerAsync(http, prepared));
        await app.StartAsync();
        Console.WriteLine(ReadyLine + app.Urls.Single() + "/");
        await app.WaitForShutdownAsync();
    }

    private static async Task AnswerAsync(HttpContext http, Dictionary<string, PreparedText> texts)
    {
        var body = http.Request.BodyReader;
        var read = await body.ReadAsync();
        while (!read.IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync();
        }
        using var request = JsonDocument.Parse(read.Buffer);
        var text = texts[request.RootElement.GetProperty("query"u8).GetString()!];
        request.RootElement.TryGetProperty("variables"u8, out var variables);
        http.Response.ContentType = "application/json; charset=utf-8";
        using (var json = new Utf8JsonWriter((IBufferWriter<byte>)http.Response.BodyWriter, Json))
        {
            json.WriteStartObject();
            json.WriteStartObject("data"u8);
            await text.WriteAsync(json, variables);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        body.AdvanceTo(read.Buffer.End);
        await http.Response.BodyWriter.FlushAsync();
    }
}
