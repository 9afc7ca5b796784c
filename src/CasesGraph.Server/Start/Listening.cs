using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace CasesGraph.Server.Start;

/// <summary>An address to listen on.</summary>
/// <param name="Setting">Where it comes from.</param>
internal sealed record ListeningAddress(string Text, string Setting);

/// <summary>The addresses that Kestrel is going to listen on, by its own order of precedence.</summary>
internal static class Listening
{
    public static IEnumerable<ListeningAddress> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        if (endpoints.Count > 0)
            return endpoints.Select(one => new ListeningAddress(one["Url"] ?? "", $"{one.Path}:Url"));
        var urls = Of(WebHostDefaults.ServerUrlsKey, "");
        return urls.Count > 0
            ? urls
            : [.. Of(WebHostDefaults.HttpPortsKey, "http://*:"), .. Of(WebHostDefaults.HttpsPortsKey, "https://*:")];

        List<ListeningAddress> Of(string key, string prefix) =>
            [.. Split(configuration[key]).Select(text => new ListeningAddress(prefix + text, key.ToUpperInvariant()))];
    }

    public static bool IsLoopback(string address)
    {
        var host = Parse(address).Host;
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>Why Kestrel cannot listen, in one line; null for what is no mistake in a setting.</summary>
    public static string? Refusal(Exception failure) =>
        failure switch
        {
            IOException { InnerException: AddressInUseException } =>
                $"{FirstLine(failure.Message)} Set another, such as --urls http://localhost:5050.",
            // Its message names the address and the reason (not ours to take).
            IOException or SocketException or CryptographicException => FirstLine(failure.Message),
            InvalidOperationException
                when failure.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) =>
                "An https address needs a certificate: set Kestrel:Certificates:Default:Path (and KeyPath or Password), "
                    + "or make one for this machine by 'dotnet dev-certs https'.",
            InvalidOperationException or FormatException or ArgumentException => FirstLine(failure.Message),
            _ => null,
        };

    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd();

    private static BindingAddress Parse(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.IsUnixPipe || parsed.Port <= IPEndPoint.MaxPort ? parsed : throw new FormatException();
        }
        catch (FormatException failure)
        {
            throw new StartRefusedException($"'{address}' is not an address such as http://localhost:5000.", failure);
        }
    }

    private static string[] Split(string? setting) =>
        setting?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
