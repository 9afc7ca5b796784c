namespace CasesGraph.Data;

/// <summary>Of what is asked for by keys alone, or by nothing.</summary>
internal sealed class NoValues : IParameterValues
{
    public static NoValues Instance { get; } = new();

    public object this[Slot slot] => throw new InvalidOperationException("No request brings a value.");
}
