using CasesGraph.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>The service put together as the server puts it together, over a database that nothing opens.</summary>
internal static class Composed
{
    private static readonly Lazy<ServiceProvider> Only = new(() => Of(_ => { }));

    /// <summary>One for all who only look.</summary>
    public static IServiceProvider Services => Only.Value;

    public static ServiceProvider Of(Action<IServiceCollection> more)
    {
        var settings = DatabaseSettings.Read("Sqlite", "Data Source=nowhere.db", replica: null, Path.GetTempPath());
        var services = new ServiceCollection().AddLogging().AddCasesGraph(settings);
        more(services);
        return services.BuildServiceProvider();
    }
}
