using System.ComponentModel;

namespace CasesGraph.Operations;

[Description("What happens to the others when some of the objects cannot be written.")]
public enum ErrorPolicy
{
    [Description("Nothing is written when one of them cannot be.")]
    RejectEverything,

    [Description("Those that cannot be written are rejected, the others are written.")]
    RejectFailedRows,
}
