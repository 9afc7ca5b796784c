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
            .AddSingleton<BeginLog, WitnessedLogs>()
            .AddSingleton<EntityCondition, LeftCases>()
            .AddSingleton<IStartStep, FacetsFill>()
            .AddSingleton<IStartStep, LogOrderUpkeep>()
            .AddSingleton<ChangeFeed>()
            .AddSingleton<OwnFilter, CaseChangeFilterType>()
            .AddSingleton<OwnFilter, RecordChangeFilterType>()
            .AddQuery(new ChangeCursorField())
            .AddQuery(
                new ListField(
                    EntityModel.Of<CaseChange>(),
                    "caseChanges",
                    "The change log, in log order. Its cursors are the cursors of onCaseChanged."
                ).ForContacts()
            )
            .AddQuery(
                new ListField(
                    EntityModel.Of<RecordChange>(),
                    "recordChanges",
                    "The change log of all records, in log order. Its cursors are those of caseChanges, of both subscriptions and of changeCursor."
                )
            )
            .AddFeed<CaseChange>(
                "onCaseChanged",
                "Change-log events in log order. With after, everything since that cursor comes first, then the live tail: nothing is lost or repeated across reconnects. With list, what enters, stays in and leaves a list of cases, told by listEffect. An answer with data null and extensions.access.changed true stands where the caller may do something else from there on: read lists again.",
                field => field.ForContacts()
            )
            .AddFeed<RecordChange>(
                "onRecordChanged",
                "The same of all records in one stream and one order, and the same answer where the caller may do something else: whoever mirrors everything follows this one.",
                field => field
            );

    private static IServiceCollection AddFeed<TChange>(
        this IServiceCollection services,
        string name,
        string description,
        Func<SubscriptionField, SubscriptionField> allow
    ) =>
        services.AddSingleton<SubscriptionField>(given =>
            allow(new FeedField(given.GetRequiredService<ChangeFeed>, EntityModel.Of<TChange>(), name, description))
        );
}
