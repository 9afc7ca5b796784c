using CasesGraph.Graph.Running;

namespace CasesGraph.Attachments;

internal static class AttachmentFields
{
    public static RootField AttachToCase { get; } =
        new MutationField<AttachToCaseInput, AttachToCasePayload>(
            "attachToCase",
            "Attaches one or more files to a case: all of them or none. The files come in a multipart/form-data request.",
            new AttachToCase().RunAsync
        );
}
