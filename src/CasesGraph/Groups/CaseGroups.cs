using System.ComponentModel;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Groups;

[Description("What cases can be counted by.")]
public enum CaseGroupField
{
    [Description("By the step of work that they stand at.")]
    Status,

    [Description("By state: open and closed.")]
    State,

    [Description("By how urgent they are.")]
    Priority,

    [Description("By type; one group has the cases without.")]
    Type,

    [Description("By the way on which they came in.")]
    Source,

    [Description("By account; one group has the cases without.")]
    Account,

    [Description("By assignee; one group has the cases without.")]
    AssignedTo,

    [Description("By the time of their creation, in steps of an interval.")]
    CreatedAt,

    [Description("By the time of the last write, in steps of an interval.")]
    UpdatedAt,

    [Description("By the time they were closed, in steps of an interval; one group has the cases that are open.")]
    ClosedAt,
}

[Description("One dimension that cases are counted by.")]
public sealed record CaseGroupKeyInput(
    [property: Description("What to count by.")] CaseGroupField Field,
    [property: Description("The step of the calendar; needed for times, and for nothing else.")] TimeInterval? Interval,
    [property: Description("Where the steps begin, as an IANA name such as Europe/Lisbon; UTC when not given.")]
        string? TimeZone
);
