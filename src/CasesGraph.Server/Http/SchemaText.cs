using System.Security.Cryptography;
using System.Text;
using CasesGraph.Graph;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

/// <summary>The schema as text, for tools; a copy that is still current is not sent again.</summary>
internal sealed class SchemaText(GraphService graph)
{
    private readonly byte[] sdl = Encoding.UTF8.GetBytes(graph.Sdl);
    private readonly EntityTagHeaderValue tag = new(
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(graph.Sdl)))}\""
    );

    public static bool IsAskedFor(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.Request.Query.ContainsKey("sdl")
        && http.RequestServices.GetRequiredService<SchemaSettings>().Public;

    public Task WriteAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(sdl, "application/graphql; charset=utf-8", entityTag: tag).ExecuteAsync(http);
    }
}
