using System.ComponentModel;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Groups;

[Description("One dimension that cases are counted by.")]
public sealed record CaseGroupKeyInput(
    [property: Description("What to count by.")] CaseGroupField Field,
    [property: Description("The step of the calendar; needed for times, and for nothing else.")] TimeInterval? Interval,
    [property: Description("Where the steps begin, as an IANA name such as Europe/Lisbon; UTC when not given.")]
        string? TimeZone
);
