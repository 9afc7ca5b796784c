using System.Buffers;

namespace CasesGraph.Serving;

/// <summary>A finished answer: keys in the order errors, data, extensions.</summary>
public sealed class GraphAnswer
{
    private readonly ReadOnlyMemory<byte> data;

    private GraphAnswer(ReadOnlyMemory<byte> data, IReadOnlyList<GraphError> errors, bool executed) =>
        (this.data, Errors, Executed) = (data, errors, executed);

    /// <summary>The request was never executed: no data entry.</summary>
    public static GraphAnswer Refused(params IReadOnlyList<GraphError> errors) => new(default, errors, executed: false);

    /// <summary>The request was executed.</summary>
    /// <param name="data">The data entry as UTF-8 JSON.</param>
    /// <param name="hidden">What of it the caller may not read, by schema coordinates.</param>
    public static GraphAnswer Complete(
        ReadOnlyMemory<byte> data,
        IReadOnlyList<GraphError> errors,
        OperationCost? cost = null,
        IReadOnlyCollection<string>? hidden = null
    ) => new(data, errors, executed: true) { Cost = cost, Hidden = hidden ?? [] };

    public IReadOnlyList<GraphError> Errors { get; }

    /// <summary>Where the caller has asked for it.</summary>
    public OperationCost? Cost { get; init; }

    /// <summary>As whom the caller has looked, such as user:VXNlcjox; null for as itself.</summary>
    public string? ViewAs { get; init; }

    /// <summary>What of it the caller may not read, and so is null, by schema coordinates; at most 50.</summary>
    public IReadOnlyCollection<string> Hidden { get; init; } = [];

    /// <summary>False when the request failed before anything ran (syntax, validation, variables, ids, cursors …).</summary>
    public bool Executed { get; }

    /// <summary>The same, as it was seen by another.</summary>
    public GraphAnswer SeenAs(string viewAs) =>
        new(data, Errors, Executed)
        {
            Cost = Cost,
            ViewAs = viewAs,
            Hidden = Hidden,
        };

    /// <summary>Writes the errors alone, as a JSON array.</summary>
    public void WriteErrorsTo(IBufferWriter<byte> output) => GraphAnswerWriter.WriteErrors(output, Errors);

    /// <summary>Writes the answer as one JSON object in UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> output) => GraphAnswerWriter.Write(output, this, data.Span);
}
