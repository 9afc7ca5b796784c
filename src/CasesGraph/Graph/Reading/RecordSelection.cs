using CasesGraph.Graph.Types;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>What is asked of a record: its own values, records below, and entities, which are read by plan.</summary>
internal sealed record RecordSelection(IReadOnlyList<SelectedMember> Members)
{
    /// <summary>Whether each entity is read by one statement, those of the mistakes made among them.</summary>
    public bool IsFlat(IReadOnlyList<UserError> errors) =>
        Members.All(member =>
            member switch
            {
                SelectedEntity entity => entity.Read.IsFlat,
                SelectedAnyOf node => node.ByType.Values.All(read => read.IsFlat),
                SelectedRecord below => below.Selection.IsFlat([]),
                SelectedErrors selected => errors.All(error => selected.ByType[error.GetType()].IsFlat([])),
                _ => true,
            }
        );

    /// <summary>Whether anything of it is written for whoever asks, at the moment of asking.</summary>
    public bool IsOfCaller(IReadOnlyList<UserError> errors) =>
        Members.Any(member =>
            member switch
            {
                SelectedEntity entity => entity.Read.IsOfCaller,
                SelectedAnyOf node => node.ByType.Values.Any(read => read.IsOfCaller),
                SelectedRecord below => below.Selection.IsOfCaller([]),
                SelectedErrors selected => errors.Any(error => selected.ByType[error.GetType()].IsOfCaller([])),
                _ => false,
            }
        );
}

internal abstract record SelectedMember(string Key);

internal sealed record SelectedRecordName(string Key, string Name) : SelectedMember(Key);

internal sealed record SelectedValue(string Key, RecordMember Member) : SelectedMember(Key);

internal sealed record SelectedRecord(string Key, RecordMember Member, RecordSelection Selection) : SelectedMember(Key);

internal sealed record SelectedEntity(string Key, RecordMember Member, EntityRead Read) : SelectedMember(Key);

/// <summary>An entity of one of several types, each with what is asked of it.</summary>
internal sealed record SelectedAnyOf(string Key, RecordMember Member, IReadOnlyDictionary<Type, EntityRead> ByType)
    : SelectedMember(Key);

/// <summary>The mistakes, each with what is asked of its own type.</summary>
internal sealed record SelectedErrors(string Key, IReadOnlyDictionary<Type, RecordSelection> ByType)
    : SelectedMember(Key);
