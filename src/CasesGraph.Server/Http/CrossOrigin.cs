using CasesGraph.Server.Start;
using CasesGraph.Serving;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

internal static class CrossOrigin
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(2);

    public static void AddCrossOrigin(
        this IServiceCollection services,
        ServerSettings settings,
        IHostEnvironment environment
    ) =>
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .SetIsOriginAllowed(origin =>
                        settings.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
                        || (environment.IsDevelopment() && IsLoopback(origin))
                    )
                    .WithMethods(HttpMethods.Get, HttpMethods.Post)
                    // Clients bring headers of their own; what counts is the origin.
                    .AllowAnyHeader()
                    .WithExposedHeaders(Exposed(settings.Limits))
                    // No cookie is ever read here, so this gives nothing away; clients that always send them work.
                    .AllowCredentials()
                    .SetPreflightMaxAge(PreflightAge)
            )
        );

    /// <summary>What comes from no page of another origin is none of its matter, and costs nothing.</summary>
    public static void UseCrossOrigin(this WebApplication app) =>
        app.UseWhen(http => http.Request.Headers.Origin.Count > 0, pages => pages.UseCors());

    /// <summary>The name under which to save a file, when to try again, and what is left of the caller's points.</summary>
    private static string[] Exposed(Limits limits) =>
        [
            HeaderNames.ContentDisposition,
            HeaderNames.RetryAfter,
            .. limits.RateLimitHeaders ? [RateLimitHeaders.Current, RateLimitHeaders.Policy] : (string[])[],
        ];

    private static bool IsLoopback(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: true };
}
