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
        services.TryAddSingleton<IAttachmentStorage>(given => new FolderStorage(
            given.GetRequiredService<UploadSettings>().Folder
        ));
        services.TryAddSingleton<UnnamedContents>();
        services.TryAddSingleton(given => RoomOf(given.GetRequiredService<UploadSettings>()));
        services.TryAddSingleton<UploadReceiver>();
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
            .AddSingleton<ContentNames, AttachmentNames>()
            .AddSingleton<UnnamedContents>()
            .AddSingleton<RemovedContents>()
            .AddSingleton(RoomOf(settings))
            .AddSingleton<UploadReceiver>()
            .AddSingleton<Downloads, AttachmentDownload>()
            .AddSingleton<SignedUrls>()
            .AddSingleton<AddressSigner>(services => services.GetRequiredService<SignedUrls>())
            .AddSingleton<OrphanSweep>();

    private static UploadRoom RoomOf(UploadSettings settings) => new(settings.MaxBytes, settings.UnattachedBytes);
}
