namespace CasesGraph.Cases;

/// <summary>
/// A part of a case: rows of a table of their own that belong to one case each, and of which the log tells one by one.
/// What walks over a whole case (the log, copies, edits of many, merges, undoing, purging) walks over
/// <see cref="CaseParts.All"/>.
/// </summary>
internal abstract class CasePart
{
    /// <summary>What the log calls it.</summary>
    public abstract CaseField Field { get; }

    /// <summary>What one change of it is about, for the schema.</summary>
    public abstract string Description { get; }

    /// <summary>The entity of its rows.</summary>
    public abstract Type Row { get; }

    /// <summary>Its place among the parts, the lowest first: in inputs, in a change of the log.</summary>
    public abstract int Place { get; }
}

/// <summary>A row of a part.</summary>
internal interface ICasePartRow
{
    long CaseNumber { get; set; }
    Case Case { get; set; }
}

/// <summary>A row that links a case to another object; the two are its key.</summary>
internal interface ICaseLink : ICasePartRow
{
    /// <summary>The other object's key.</summary>
    long Key { get; set; }

    /// <summary>Null where links have none.</summary>
    ContactRole? Role { get; set; }
}

/// <summary>A row that is something itself, with an id of its own, and may go from one case to another.</summary>
internal interface ICaseItem : ICasePartRow
{
    long Id { get; }

    /// <summary>What the log shows of it; it keeps the beginning.</summary>
    string LogText { get; }

    /// <summary>
    /// The case that it belonged to when that was merged with others, wherever it went then: contacts see it by that one.
    /// Null for what came later, which whoever sees the case sees.
    /// </summary>
    long? OriginNumber { get; set; }

    /// <summary>Whether contacts never see it.</summary>
    bool IsForStaff { get; }
}

/// <summary>A link as it is; where there is none, null stands for it.</summary>
/// <param name="Role">Null where links have none.</param>
internal readonly record struct Link(ContactRole? Role);
