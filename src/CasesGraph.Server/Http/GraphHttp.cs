using CasesGraph.Graph;
using CasesGraph.Server.Http.Explorers;
using CasesGraph.Server.Http.Sockets;

namespace CasesGraph.Server.Http;

internal static class GraphHttp
{
    public const string Path = "/graphql";

    public static void AddGraphHttp(this IServiceCollection services) =>
        services
            .AddSingleton<Callers, CallersByCredentials>()
            .AddSingleton<Entrance>()
            .AddSingleton<SignInByKey>()
            .AddSingleton<FailedSignIns>()
            .AddSingleton<OpenConnections>()
            .AddSingleton<RateLimitHeaders>()
            .AddSingleton<GraphEndpoint>()
            .AddSingleton<EventStreams>()
            .AddSingleton<RequestOrigin>()
            .AddSingleton<GraphSockets>()
            .AddSingleton<SchemaText>()
            .AddSingleton<FirstPage>()
            .AddExceptionHandler<UnhandledFailure>()
            .AddProblemDetails();

    public static void UseGraphSockets(this WebApplication app)
    {
        app.Use(SocketTransport.UseAsync);
        app.UseWebSockets();
    }

    /// <summary>All that answers lives as long as the server: no request needs services of its own.</summary>
    public static void MapGraph(this WebApplication app) =>
        app.Map(
            Path,
            http =>
                http.WebSockets.IsWebSocketRequest ? app.Services.GetRequiredService<GraphSockets>().HandleAsync(http)
                : SchemaText.IsAskedFor(http) ? app.Services.GetRequiredService<SchemaText>().WriteAsync(http)
                : FirstPage.IsAskedFor(http.Request) ? app.Services.GetRequiredService<FirstPage>().WriteAsync(http)
                : app.Services.GetRequiredService<GraphEndpoint>().HandleAsync(http)
        );

    /// <summary>Where the schema is not told, the path is as unknown as any other.</summary>
    public static void MapSchema(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SchemaSettings>().Public)
            app.MapMethods(
                Path + "/schema.graphql",
                [HttpMethods.Get, HttpMethods.Head],
                http => http.RequestServices.GetRequiredService<SchemaText>().WriteAsync(http)
            );
    }

    public static void MapNotFound(this WebApplication app) =>
        app.MapFallback(
            "{*path}",
            http =>
            {
                if (http.Request.Path == "/" && FirstPage.IsAskedFor(http.Request))
                    return http.RequestServices.GetRequiredService<FirstPage>().WriteAsync(http);
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                http.Response.ContentType = "text/plain; charset=utf-8";
                return http.Response.WriteAsync($"Not found. The API is at {Path}.\n", http.RequestAborted);
            }
        );
}
