namespace CasesGraph.Model;

/// <summary>A type whose values are names out of a list that it gives itself: an enum that is not fixed in the code.</summary>
public interface INameOf<TSelf>
    where TSelf : struct, INameOf<TSelf>
{
    string Name { get; }

    /// <summary>What the values stand for, for the schema.</summary>
    static abstract string About { get; }

    static abstract IReadOnlyList<(TSelf Name, string Description)> All { get; }

    static abstract TSelf Of(string name);
}
