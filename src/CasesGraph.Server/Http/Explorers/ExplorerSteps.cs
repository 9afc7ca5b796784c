using CasesGraph.Server.Start;

namespace CasesGraph.Server.Http.Explorers;

internal static class ExplorerSteps
{
    /// <summary>Before routing, whose answer to every unknown path is "not found".</summary>
    public static void UseExplorers(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ServerSettings>().Explorers;
        if (settings.Ide)
            Ide.Files.Serve(app);
        if (settings.BananaCakePopRoot is { } root)
        {
            BananaCakePop.Files(root).Serve(app);
            BananaCakePop.MapConfig(app);
        }
    }
}
