using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Seeding;

internal static class SeedingFeature
{
    public static IServiceCollection AddSeeding(this IServiceCollection services) => services.AddSingleton<Seeder>();
}
