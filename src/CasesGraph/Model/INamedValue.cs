namespace CasesGraph.Model;

/// <summary>A value that is a name: an enum to callers, whose values are only known when the model is read.</summary>
public interface INamedValue
{
    string Name { get; }
}
