using System.ComponentModel;

namespace CasesGraph.Access;

[Description("Who sees something that a user keeps, beside that user and those who may change what others keep.")]
public enum Sharing
{
    [Description("Nobody else sees it.")]
    Private,

    [Description("The members of some teams, and of all teams above these.")]
    Teams,

    [Description("All staff see it, contacts do not.")]
    Everyone,
}
