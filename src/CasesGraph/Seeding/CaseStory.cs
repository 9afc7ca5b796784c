using System.Runtime.InteropServices;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.Operations;
using CasesGraph.Tags;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>A case as it is in the end, and the changes that brought it there.</summary>
internal sealed record CaseStory(Case Case, IReadOnlyList<StoryChange> Changes)
{
    public required IReadOnlyList<CaseContact> Contacts { get; init; }
    public required IReadOnlyList<CaseBug> Bugs { get; init; }
    public required IReadOnlyList<CaseTag> Tags { get; init; }
}

/// <summary>One transaction's part in a case. Several cases of one import share the change set of that number.</summary>
internal sealed record StoryChange(DateTime At, ChangeKind Kind, ChangeAction Action, Actor Actor, string? Reason)
{
    public List<StoryField> Fields { get; } = [];
    public StoryMessage? Message { get; set; }

    /// <summary>Whether contacts see it.</summary>
    public bool IsPublic =>
        Message is { Direction: not UpdateDirection.Note }
        || Fields.Exists(told => PublicFields.Has(new CaseField(told.Field)));

    /// <summary>What <see cref="SettledTimes"/> keeps of it.</summary>
    public string? Settled { get; set; }

    public required string FacetsBefore { get; init; }
    public string FacetsAfter { get; set; } = "";
    public long? ImportNumber { get; init; }
}

internal sealed record StoryMessage(string Text, UpdateDirection Direction, Actor Author);

[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoryField(
    string Field,
    string? Before,
    string? After,
    string? BeforeText = null,
    string? AfterText = null,
    ContactRole? BeforeRole = null,
    ContactRole? AfterRole = null
);
