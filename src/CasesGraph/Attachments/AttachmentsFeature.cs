using CasesGraph.Access;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Attachments;

public static class AttachmentsFeature
{
    internal static IServiceCollection AddAttachments(this IServiceCollection services)
    {
        services.TryAddSingleton(new UploadSettings());
        return services
            .AddSingleton<CaseRoom>()
            .AddSingleton<ContentRemovals>()
            .AddMutation<AttachToCase, AttachToCaseInput, AttachToCasePayload>(
                AccessAction.CaseEdit,
                "attachToCase",
                "Attaches one or more files to a case: all of them or none. The files come in a multipart/form-data request."
            );
    }

    public static IServiceCollection AddAttachmentStorage(
        this IServiceCollection services,
        UploadSettings settings,
        UrlSettings urls
    ) =>
        services
            .AddSingleton(settings)
            .AddSingleton(urls)
            .AddSingleton<IAttachmentStorage>(new FolderStorage(settings.Folder))
            .AddSingleton<UnnamedContents>()
            .AddSingleton<RemovedContents>()
            .AddSingleton<UnattachedBytes>()
            .AddSingleton<UploadReceiver>()
            .AddSingleton<AttachmentDownload>()
            .AddSingleton<SignedUrls>()
            .AddSingleton<AddressSigner>(services => services.GetRequiredService<SignedUrls>())
            .AddSingleton<OrphanSweep>();
}
