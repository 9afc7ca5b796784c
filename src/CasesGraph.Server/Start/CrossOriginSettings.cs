namespace CasesGraph.Server.Start;

/// <summary>Cors:Origins: a list (Cors__Origins__0 …) or one text with the origins between semicolons.</summary>
internal static class CrossOriginSettings
{
    private const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    public static IReadOnlyList<string> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Cors:Origins");
        var origins = section.Get<string[]>() ?? section.Value?.Split(';', Clean) ?? [];
        foreach (var origin in origins)
        {
            if (!IsOrigin(origin))
            {
                throw new StartRefusedException(
                    $"Cors:Origins has '{origin}'; it takes origins such as https://crm.example, each written out."
                );
            }
        }
        return origins;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
