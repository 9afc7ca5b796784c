using System.ComponentModel;

namespace CasesGraph.ChangeLog.Following;

[Description("What a change did to a list of cases.")]
public enum ListEffect
{
    [Description("The list has the case since this change.")]
    Entered,

    [Description("The list had the case before the change and has it still.")]
    Stayed,

    [Description("The list has the case no more: a field, a tag, a deletion or a merge took it out.")]
    Left,
}
