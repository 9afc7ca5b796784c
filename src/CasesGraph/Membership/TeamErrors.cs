using System.ComponentModel;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.Membership;

[Description("The team has cases, or teams below it, so it cannot be deleted; nothing was written.")]
public sealed record TeamInUseError(
    [property: Description("The team that cannot be deleted.")] Ref<Team> Team,
    [property: Description("How many cases it has, deleted and merged ones too, for they may come back.")] int Cases,
    [property: Description("How many teams are right below it.")] int Teams
)
    : UserError(
        Cases > 0
            ? $"The team has {(Cases == 1 ? "1 case" : $"{Cases} cases")}. Give them to another team first, or make it inactive."
            : $"There {(Teams == 1 ? "is 1 team" : $"are {Teams} teams")} below it. Move or delete them first."
    );
