using Microsoft.AspNetCore.Http;

namespace CasesGraph.Server.Start;

/// <summary>Metrics:Listen: where /metrics answers.</summary>
/// <param name="Own">An address that has nothing else; null where there is none.</param>
/// <param name="BesideTheApi">Whether it is a path beside the API's.</param>
internal sealed record MetricsAddress(string? Own, bool BesideTheApi)
{
    private const string Default = "http://localhost:9464";
    private const string Off = "Off";

    public static MetricsAddress Read(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.ReadSection<MetricsSection>("Metrics").Listen switch
        {
            null or "" when environment.IsDevelopment() => new(Own: null, BesideTheApi: true),
            null or "" => new(Default, BesideTheApi: false),
            var text when text.Equals(Off, StringComparison.OrdinalIgnoreCase) => new(Own: null, BesideTheApi: false),
            var text when IsAddress(text) => new(text, BesideTheApi: false),
            var text => throw new StartRefusedException(
                $"Metrics:Listen is '{text}'; it takes an address such as {Default}, or {Off}."
            ),
        };

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return string.Equals(address.Scheme, "http", StringComparison.OrdinalIgnoreCase)
                && !address.IsUnixPipe
                && address.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private sealed record MetricsSection
    {
        public string? Listen { get; init; }
    }
}
