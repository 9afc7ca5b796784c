using System.Net;

namespace CasesGraph.Tests.Infrastructure;

internal static class Health
{
    /// <summary>Waits until /health/ready says so.</summary>
    public static Task BecomesAsync(this HttpClient server, HttpStatusCode expected) =>
        Eventually.HoldsAsync(async () =>
        {
            using var response = await server.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.StatusCode == expected;
        });
}
