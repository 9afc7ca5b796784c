using System.Security.Cryptography;
using System.Text;
using CasesGraph.Graph;

namespace CasesGraph.Server.Start;

/// <summary>Documents:Folder, in which each file is a document that is trusted, by the name of its SHA-256.</summary>
internal static class DocumentSteps
{
    private const string Ending = ".graphql";

    public static TrustedDocuments ReadDocuments(this IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.ReadSection<DocumentsSection>("Documents");
        if (!string.IsNullOrEmpty(section.Folder))
            return Of(section, Read(Path.GetFullPath(section.Folder, environment.ContentRootPath)));
        var (name, mode) =
            section.Mode is DocumentMode.Any ? ("PortalMode", section.PortalMode) : ("Mode", section.Mode);
        return mode is null or DocumentMode.Any
            ? Of(section, new Dictionary<string, string>(StringComparer.Ordinal))
            : throw new StartRefusedException(
                $"Documents:{name} is {mode}, and no document is trusted: Documents:Folder names their folder."
            );
    }

    private static TrustedDocuments Of(DocumentsSection section, Dictionary<string, string> documents) =>
        new(section.Mode, documents) { PortalMode = section.PortalMode ?? section.Mode };

    private static Dictionary<string, string> Read(string folder)
    {
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending))
            {
                var bytes = File.ReadAllBytes(file);
                var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
                if (!string.Equals(Path.GetFileName(file), hash + Ending, StringComparison.OrdinalIgnoreCase))
                    throw new StartRefusedException(
                        $"Documents:Folder has {Path.GetFileName(file)}, which has to be called {hash}{Ending}: a document by the SHA-256 of its bytes."
                    );
                documents[hash] = Encoding.UTF8.GetString(bytes);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Documents:Folder cannot be read: {failure.Message}", failure);
        }
        return documents;
    }

    private sealed record DocumentsSection
    {
        public DocumentMode Mode { get; init; }

        public DocumentMode? PortalMode { get; init; }

        public string? Folder { get; init; }
    }
}
