namespace CasesGraph.Model;

/// <summary>Who may read a field of a row that they may see.</summary>
public enum FieldAudience
{
    /// <summary>Staff; what says nothing is theirs, so that a new field never reaches customers by accident.</summary>
    Staff,

    /// <summary>Contacts in the portal as well.</summary>
    Public,

    /// <summary>Whom the row is about, and such staff as may see personal data.</summary>
    Personal,
}
