namespace CasesGraph.Access;

/// <summary>For whom a plan reads the log's entries, at the root of what it reads.</summary>
internal enum LogReaders
{
    /// <summary>Whoever asks: the statement has what they are told.</summary>
    Caller,

    /// <summary>All who may ask for the same, as those are told who see the record; it is decided in memory who does.</summary>
    All,

    /// <summary>All who may ask for the same, as those are told whom the record left; likewise.</summary>
    Leavers,
}
