using CasesGraph.Cases;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>What a row says, before anything is looked up.</summary>
internal sealed class GivenRow(FileRow row)
{
    public FileRow Row => row;

    /// <summary>What is wrong with it.</summary>
    public List<RowReason> Reasons { get; } = [];

    /// <summary>What is to be told of it although it is written.</summary>
    public List<RowReason> Notes { get; } = [];

    /// <summary>Why it is left out as a duplicate; null where it is none, or is written all the same.</summary>
    public RowReason? Duplicate { get; set; }

    /// <summary>Whether the record that it names went into another, which keeps its own key.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Whether it is written, as far as is known.</summary>
    public bool IsTaken => Reasons.Count == 0 && Duplicate is null;

    /// <summary>Values of fields; null where the cell is empty.</summary>
    public Dictionary<PlannedField, object?> Values { get; private init; } = [];

    /// <summary>What it names, by what it is to be.</summary>
    public List<NamedObject> Named { get; private init; } = [];

    public IReadOnlyList<string>? Tags { get; set; }

    /// <summary>Messages and notes; of a row that is one, itself.</summary>
    public IReadOnlyList<RowMessage> Messages { get; set; } = [];

    /// <summary>Whether it is left out as the caller asked for, or has nothing in it.</summary>
    public bool IsSkipped { get; set; }

    /// <summary>Whether it does not say which record it is, though it has to: then it is no new one either.</summary>
    public bool IsLost { get; set; }

    /// <summary>By what it says which record it is.</summary>
    public RowKey? Key { get; set; }

    /// <summary>The keys of what it names, as far as it is there or will be.</summary>
    public Dictionary<NamedObject, (Type Type, long Key)> Found { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What has to be made for it.</summary>
    public List<ExpectedRecord> Needed { get; } = [];

    /// <summary>The same, without what was looked up.</summary>
    public GivenRow Anew()
    {
        var other = new GivenRow(row)
        {
            Tags = Tags,
            Messages = Messages,
            IsSkipped = IsSkipped,
            Key = Key,
            Values = Values,
            Named = Named,
        };
        other.Reasons.AddRange(Reasons);
        other.Notes.AddRange(Notes);
        return other;
    }

    /// <summary>The key that a field's object has; null for none.</summary>
    public long? Reference(string owner) =>
        Found
            .Where(one => one.Key.Field.Owner.Equals(owner, StringComparison.Ordinal))
            .Select(one => (long?)one.Value.Key)
            .FirstOrDefault();

    /// <summary>Notes a mistake; of one field the first counts.</summary>
    public void Reject(PlannedField? field, ValidationCode code, string message) =>
        Reject(new RowReason(field, code, message));

    public void Reject(RowReason reason)
    {
        if (
            reason.Field is null
            || !Reasons.Exists(one => string.Equals(one.Field?.Owner, reason.Field.Owner, StringComparison.Ordinal))
        )
            Reasons.Add(reason);
    }

    /// <summary>Whether the field's text may be less than what was written once.</summary>
    public bool MayBeCut(PlannedField field) =>
        Notes.Exists(note => note.Field == field && note.Code is ValidationCode.TooLong);

    public object? Of(string name) =>
        Values.FirstOrDefault(one => one.Key.Name.Equals(name, StringComparison.Ordinal)).Value;
}

/// <summary>By what a row says which record it is.</summary>
/// <param name="Text">As it is compared.</param>
/// <param name="Shown">As it stands there.</param>
internal sealed record RowKey(PlannedField Field, string Text, string Shown);

/// <summary>An object that a row names, for a field of the record or as a link.</summary>
/// <param name="Field">What brings it; mistakes are told of it.</param>
/// <param name="Ways">How it may be found, the surest first.</param>
/// <param name="Target">What it is, or may be first of all.</param>
internal sealed record NamedObject(PlannedField Field, EntityModel Target, IReadOnlyList<NamedBy> Ways)
{
    /// <summary>What it is like, where it is to be made; null for what is not made.</summary>
    public NewRecord? New { get; init; }

    /// <summary>Of a contact that is linked.</summary>
    public ContactRole? Role { get; init; }
}

/// <summary>A way to find an object.</summary>
/// <param name="Handle">Null where the text is a key, or the text by which people know it.</param>
/// <param name="Key">Its key; null where it has to be looked for.</param>
internal sealed record NamedBy(EntityModel Target, Handle? Handle, string Text, long? Key = null);

/// <summary>An account or a contact that is to be made, for a row names it and it is not there.</summary>
/// <param name="Values">By names of properties.</param>
internal sealed record NewRecord(EntityModel Entity, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>By what rows that name the same one are known.</summary>
    public required string Key { get; init; }
}
