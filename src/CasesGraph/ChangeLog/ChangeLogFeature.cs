using CasesGraph.ChangeLog.Feed;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.ChangeLog;

internal static class ChangeLogFeature
{
    public static IServiceCollection AddChangeLog(this IServiceCollection services) =>
        services
            .AddSingleton<BeginLog>((call, action, reason) => new ChangeLogWriter(call, action, reason))
            .AddSingleton<IStartStep, FacetsFill>()
            .AddSingleton<ChangeFeed>()
            .AddSingleton<OwnFilter, CaseChangeFilterType>()
            .AddSingleton<OwnFilter, RecordChangeFilterType>()
            .AddQuery(new ChangeCursorField())
            .AddQuery(
                new ListField(
                    EntityModel.Of<CaseChange>(),
                    "caseChanges",
                    "The change log, in log order. Its cursors are the cursors of onCaseChanged."
                )
            )
            .AddQuery(
                new ListField(
                    EntityModel.Of<RecordChange>(),
                    "recordChanges",
                    "The change log of all records, in log order. Its cursors are those of caseChanges, of both subscriptions and of changeCursor."
                )
            )
            .AddSingleton<SubscriptionField>(given => new FeedField(given.GetRequiredService<ChangeFeed>));
}
