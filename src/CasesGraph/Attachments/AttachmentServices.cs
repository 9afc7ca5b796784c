using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Attachments;

public static class AttachmentServices
{
    public static IServiceCollection AddAttachmentStorage(this IServiceCollection services, UploadSettings settings) =>
        services
            .AddSingleton(settings)
            .AddSingleton<IAttachmentStorage>(new FolderStorage(settings.Folder))
            .AddSingleton<UnnamedContents>()
            .AddSingleton<UnattachedBytes>()
            .AddSingleton<UploadReceiver>()
            .AddSingleton<AttachmentDownload>()
            .AddSingleton<OrphanSweep>();
}
