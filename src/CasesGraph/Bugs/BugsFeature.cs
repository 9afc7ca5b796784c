using CasesGraph.Graph.Running;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Bugs;

internal static class BugsFeature
{
    public static IServiceCollection AddBugs(this IServiceCollection services) =>
        services
            .AddQuery(new ListField(EntityModel.Of<Bug>(), "bugs", "Bugs, the newest number first."))
            .AddQuery(
                new ByIdField(
                    EntityModel.Of<Bug>(),
                    "bugById",
                    "One bug by its id or its number, deleted ones included."
                )
            )
            .AddEntityMutations<Bug>();
}
