using CasesGraph.Attachments;
using CasesGraph.Imports;
using CasesGraph.Server.Http;
using CasesGraph.Server.Http.Uploads;

namespace CasesGraph.Server.Start;

internal static class UploadSteps
{
    public static UploadSettings ReadUploads(this IConfiguration configuration, IHostEnvironment environment)
    {
        var uploads = configuration.ReadSection<UploadSettings>("Uploads");
        if (uploads.MaxBytes > uploads.MaxRequestBytes)
        {
            throw new StartRefusedException(
                $"Uploads:MaxBytes ({uploads.MaxBytes}) is over Uploads:MaxRequestBytes ({uploads.MaxRequestBytes})."
            );
        }
        if (uploads.MaxRequestBytes > uploads.UnattachedBytes)
        {
            throw new StartRefusedException(
                $"Uploads:MaxRequestBytes ({uploads.MaxRequestBytes}) is over Uploads:UnattachedBytes ({uploads.UnattachedBytes})."
            );
        }
        // A new case has no files yet, so that one request fits.
        if (uploads.MaxRequestBytes > uploads.CaseBytes)
        {
            throw new StartRefusedException(
                $"Uploads:MaxRequestBytes ({uploads.MaxRequestBytes}) is over Uploads:CaseBytes ({uploads.CaseBytes})."
            );
        }
        // Or the sweep would take files of a request that still sends others.
        if (TimeSpan.FromSeconds(uploads.Seconds) >= TimeSpan.FromHours(uploads.OrphanHours))
        {
            throw new StartRefusedException(
                $"Uploads:Seconds ({uploads.Seconds}) is not within Uploads:OrphanHours ({uploads.OrphanHours})."
            );
        }
        return uploads with { Folder = Path.GetFullPath(uploads.Folder, environment.ContentRootPath) };
    }

    public static ImportSettings ReadImports(this IConfiguration configuration)
    {
        var imports = configuration.ReadSection<ImportSettings>("Imports");
        if (imports.MaxBytes > imports.UnattachedBytes)
        {
            throw new StartRefusedException(
                $"Imports:MaxBytes ({imports.MaxBytes}) is over Imports:UnattachedBytes ({imports.UnattachedBytes})."
            );
        }
        if (imports.CellBytes > imports.RecordBytes)
        {
            throw new StartRefusedException(
                $"Imports:CellBytes ({imports.CellBytes}) is over Imports:RecordBytes ({imports.RecordBytes})."
            );
        }
        return imports;
    }

    public static void AddUploads(this IServiceCollection services, UploadSettings uploads, UrlSettings urls) =>
        services
            .AddAttachmentStorage(uploads, urls)
            .AddSingleton<LargeUploads>()
            .AddSingleton<MultipartRequests>()
            .AddSingleton<FileEndpoint>()
            .AddHostedService<OrphanCleaning>();

    /// <summary>A folder that cannot be written to is found at the start, not by the first who uploads.</summary>
    public static async Task CheckUploadsAsync(this WebApplication app)
    {
        var folder = app.Services.GetRequiredService<UploadSettings>().Folder;
        try
        {
            Directory.CreateDirectory(folder);
            var storage = app.Services.GetRequiredService<IAttachmentStorage>();
            await using var probe = await storage.CreateAsync(app.Lifetime.ApplicationStopping);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Uploads:Folder cannot be written to: {failure.Message}", failure);
        }
    }
}
