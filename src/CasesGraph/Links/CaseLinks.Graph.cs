using CasesGraph.Graph.Running;

namespace CasesGraph.Links;

internal static class CaseLinkFields
{
    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<LinkCaseContactsInput, LinkCaseContactsPayload>(
            "linkCaseContacts",
            "Links contacts to a case, or gives those that are linked another role.",
            new LinkCaseContacts().RunAsync
        ),
        new MutationField<UnlinkCaseContactsInput, UnlinkCaseContactsPayload>(
            "unlinkCaseContacts",
            "Unlinks contacts from a case; the contacts themselves stay.",
            new UnlinkCaseContacts().RunAsync
        ),
        new MutationField<LinkCaseBugsInput, LinkCaseBugsPayload>(
            "linkCaseBugs",
            "Links bugs to a case.",
            new LinkCaseBugs().RunAsync
        ),
        new MutationField<UnlinkCaseBugsInput, UnlinkCaseBugsPayload>(
            "unlinkCaseBugs",
            "Unlinks bugs from a case; the bugs themselves stay.",
            new UnlinkCaseBugs().RunAsync
        ),
    ];
}
