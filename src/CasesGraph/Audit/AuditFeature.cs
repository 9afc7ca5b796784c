using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Audit;

internal static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton(new AuditSettings());
        return services
            .AddSingleton<AuditQueue>()
            .AddSingleton<AccessTrail, AuditedAccess>()
            .AddSingleton<LogWitness, AuditedLog>()
            .AddSingleton<OldEvents>()
            .AddSingleton<Views>()
            .AddSingleton<CaseSight>()
            .AddSingleton<OwnFilter, AuditEventFilterType>()
            .AddQuery(
                new ListField(
                    EntityModel.Of<AuditEvent>(),
                    "auditEvents",
                    "Who was let in and who was not, who gave which rights to whom, who looked as whom; the newest first."
                )
            )
            .AddSingleton<QueryField>(given => new ExplainAccessField(given.GetRequiredService<CaseSight>()));
    }
}
