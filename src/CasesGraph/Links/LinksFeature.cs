using CasesGraph.Access;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Links;

internal static class LinksFeature
{
    public static IServiceCollection AddLinks(this IServiceCollection services) =>
        services
            .AddMutation<LinkCaseContacts, LinkCaseContactsInput, LinkCaseContactsPayload>(
                AccessAction.CaseEdit,
                "linkCaseContacts",
                "Links contacts to a case, or gives those that are linked another role."
            )
            .AddMutation<UnlinkCaseContacts, UnlinkCaseContactsInput, UnlinkCaseContactsPayload>(
                AccessAction.CaseEdit,
                "unlinkCaseContacts",
                "Unlinks contacts from a case; the contacts themselves stay."
            )
            .AddMutation<LinkCaseBugs, LinkCaseBugsInput, LinkCaseBugsPayload>(
                AccessAction.CaseEdit,
                "linkCaseBugs",
                "Links bugs to a case."
            )
            .AddMutation<UnlinkCaseBugs, UnlinkCaseBugsInput, UnlinkCaseBugsPayload>(
                AccessAction.CaseEdit,
                "unlinkCaseBugs",
                "Unlinks bugs from a case; the bugs themselves stay."
            );
}
