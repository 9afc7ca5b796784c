using Microsoft.AspNetCore.Cors.Infrastructure;

namespace CasesGraph.Server.Http.Sockets;

/// <summary>Browsers do not ask before they open a WebSocket to another site, so the server looks by itself.</summary>
internal sealed class RequestOrigin(ICorsPolicyProvider policies)
{
    /// <summary>True for programs, which send no origin, for the server's own pages and for those that CORS allows.</summary>
    public async Task<bool> IsAllowedAsync(HttpContext http)
    {
        if (http.Request.Headers.Origin is not [{ Length: > 0 } origin])
            return http.Request.Headers.Origin.Count == 0;
        var own = $"{http.Request.Scheme}://{http.Request.Host}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            || await policies.GetPolicyAsync(http, policyName: null) is { } policy && policy.IsOriginAllowed(origin);
    }
}
