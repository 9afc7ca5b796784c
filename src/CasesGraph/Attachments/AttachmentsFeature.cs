using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Attachments;

internal static class AttachmentsFeature
{
    public static IServiceCollection AddAttachments(this IServiceCollection services) =>
        services.AddMutation<AttachToCase, AttachToCaseInput, AttachToCasePayload>(
            "attachToCase",
            "Attaches one or more files to a case: all of them or none. The files come in a multipart/form-data request."
        );
}
