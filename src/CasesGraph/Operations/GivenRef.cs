using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>An object that an input names otherwise than by an id in the id's own field.</summary>
/// <param name="By">Null where it is named by its key all the same.</param>
/// <param name="Text">What the handle's field is to hold.</param>
/// <param name="Key">0 where it has to be looked for, or is malformed.</param>
internal sealed record GivenRef(EntityModel Entity, Handle? By, string? Text, long Key)
{
    /// <summary>Where it stands in the input.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Where its id would stand: operations tell their mistakes of that.</summary>
    public required IReadOnlyList<string> IdPath { get; init; }

    /// <summary>As it was given, for answers.</summary>
    public required IReadOnlyDictionary<string, object?> Given { get; init; }
}
