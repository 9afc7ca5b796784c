namespace CasesGraph.Model;

/// <summary>Rows that are hidden from lists once deleted, and come back with restore.</summary>
public interface ISoftDeleted
{
    DateTime? DeletedAt { get; set; }
}

/// <summary>Rows whose version goes up by one with every write; callers send it back as expectedVersion.</summary>
public interface IVersioned
{
    int Version { get; set; }
    DateTime CreatedAt { get; set; }
    DateTime UpdatedAt { get; set; }
}
