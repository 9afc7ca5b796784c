namespace CasesGraph.Data.Tallies;

/// <summary>
/// Declares that the rows of a class count rows of an entity that are in use, one for each combination of values that its
/// properties have. These are named as those of the entity are.
/// </summary>
/// <param name="place">Of those that have what is asked, the one with the lowest place is read.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TallyAttribute(Type of, int place) : Attribute
{
    public Type Of => of;
    public int Place => place;

    /// <summary>Whether those that count most are read first: there is an index of the counts.</summary>
    public bool IsRanked { get; init; }
}

/// <summary>
/// A property that is told apart only in rows that have nothing in another column, and null in all others: no condition
/// can be about it but one that says so of the other.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ToldWithoutAttribute(string column) : Attribute
{
    public string Column => column;
}

/// <summary>A time that is cut (<see cref="HalfHour"/>): nothing can be told by it but how many rows such a step has.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CutToHalfHourAttribute : Attribute;

/// <summary>
/// A key that rows are linked with, which a row counts with once for each; null in a row without any. It is named as the
/// property of the link that holds it.
/// </summary>
/// <param name="link">The entity of the links.</param>
/// <param name="kept">The column of the row that has the keys as a text, such as g7|k3|g12|.</param>
/// <param name="letter">Before such a key in that text, and nowhere else.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EachLinkAttribute(Type link, string kept, string letter) : Attribute
{
    public Type Link => link;
    public string Kept => kept;
    public string Letter => letter;
}

/// <summary>
/// All keys that rows are linked with, in one order, such as |g12|g7|; empty for none. It is named as the column of the row
/// that has them among others, in the order in which they came.
/// </summary>
/// <param name="link">The entity of the links.</param>
/// <param name="key">Its property with the key.</param>
/// <param name="letter">Before such a key in that text, and nowhere else.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AllLinksAttribute(Type link, string key, string letter) : Attribute
{
    public Type Link => link;
    public string Key => key;
    public string Letter => letter;
}

/// <summary>A column that can be null, and that the rows are found by: it has an index of its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TallyIndexAttribute : Attribute;

/// <summary>What each tally has beside what it counts by.</summary>
internal abstract class TallyRow
{
    /// <summary>How many rows. There can be several rows of one combination, and such that come to nothing.</summary>
    public long Count { get; set; }
}
