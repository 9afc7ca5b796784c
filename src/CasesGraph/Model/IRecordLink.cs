namespace CasesGraph.Model;

/// <summary>
/// A link of a logged record that is no case: its coming and going is a change of that record, with a row of the log for
/// each as cases have it. Undoing leaves them as they are.
/// </summary>
internal interface IRecordLink
{
    /// <summary>The record, which must be loaded.</summary>
    IVersioned Owner { get; }

    /// <summary>What the log calls it: the record's field that shows all of them.</summary>
    string Field { get; }

    /// <summary>The object that it leads to; null where it is a record of its own, which <see cref="Text"/> tells.</summary>
    (Type Type, long Key)? Target { get; }

    /// <summary>What the log has of it in place of an object.</summary>
    string? Text => null;
}
