using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Jobs;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Revert;

internal static class RevertFeature
{
    public static IServiceCollection AddRevert(this IServiceCollection services)
    {
        foreach (var change in EntityModel.ForEachLogged)
            services.AddSingleton(
                typeof(EntityUndo),
                typeof(EntityUndo<>).MakeGenericType(change.GenericTypeArguments)
            );
        return services
            .AddSingleton<JobWork, RevertJob>()
            .AddMutation<RevertChangeSet, RevertChangeSetInput, RevertChangeSetPayload>(
                needs: null,
                "revertChangeSet",
                "Undoes one change set (an edit, a delete, a merge, an earlier undoing …) where nothing later touched the same fields; what it had to leave is listed."
            );
    }
}
