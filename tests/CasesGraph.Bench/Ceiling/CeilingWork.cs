using System.Text.Json;
using CasesGraph.Bench.Screens;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>A figure's work by hand.</summary>
internal abstract class CeilingWork
{
    /// <summary>Done once for each text, when the process starts.</summary>
    public abstract PreparedText Prepare(RequestText text);

    public static CeilingWork For(string figure, CeilingConnections connections) =>
        figure switch
        {
            "q1" => new ReadCase(connections),
            "q2" => new ListCases(connections, related: false, deep: false),
            "q3" => new ListCases(connections, related: true, deep: false),
            "q4" => new ListThreads(connections),
            "q5" => new ListCases(connections, related: false, deep: true),
            "m1" or "m1a" => new WriteCase<NewCase>(connections, on => new CaseInserts(on), WriteArguments.NewCase),
            "m3" => new WriteCase<CaseEdit>(connections, on => new CaseEdits(on), WriteArguments.CaseEdit),
            "m4" => new WriteCase<NewMessage>(connections, on => new MessageInserts(on), WriteArguments.NewMessage),
            ScreenCeilings.Figure => new ReadScreen(connections),
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "No such figure."),
        };
}

/// <summary>Answers requests of one text.</summary>
internal abstract class PreparedText
{
    /// <summary>Writes the root field.</summary>
    public abstract Task WriteAsync(Utf8JsonWriter json, JsonElement variables);
}
