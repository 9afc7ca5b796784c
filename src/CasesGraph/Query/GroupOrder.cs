using System.ComponentModel;

namespace CasesGraph.Query;

[Description("The order of groups.")]
public enum GroupOrder
{
    [Description("The biggest first; of the same size as in KEY.")]
    CountDesc,

    [Description(
        "By the value in each dimension, ascending as in the list of cases: the earliest time, the least urgent, the first name; those without a value first."
    )]
    Key,
}
