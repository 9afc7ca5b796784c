namespace CasesGraph.Operations;

/// <summary>On an operation that contacts may ask for as well; no other is for them.</summary>
/// <param name="inputs">The fields of its input that they may give.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForContactsAttribute(params string[] inputs) : Attribute
{
    public IReadOnlyList<string> Inputs { get; } = inputs;
}
