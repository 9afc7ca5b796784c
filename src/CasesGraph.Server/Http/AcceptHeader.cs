using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

/// <summary>Which media type a client gets (RFC 9110, 12.5.1, and GraphQL over HTTP).</summary>
internal static class AcceptHeader
{
    /// <summary>The type that the client likes best, or null when it takes none of ours.</summary>
    public static AnswerType? Choose(StringValues accept)
    {
        if (accept.Count == 0 || accept.All(string.IsNullOrWhiteSpace))
            return AnswerType.Json;
        if (!MediaTypeHeaderValue.TryParseList(accept.ToArray()!, out var ranges))
            return null;
        var ranks = Types.Select(type => (Type: type, Rank: Rank.Of(type.Name, ranges))).ToList();
        var best = ranks.Max(one => one.Rank.Quality);
        var welcome = ranks.Where(one => one.Rank.Quality > 0 && one.Rank.Quality >= best).ToList();
        // Equally welcome: the type that is meant for GraphQL, if the client knows it by name.
        return welcome.Find(one => one.Type == AnswerType.GraphResponse && one.Rank.Precision == Rank.ByName).Type
            ?? welcome.FirstOrDefault().Type;
    }

    /// <summary>Whether a client names HTML and ranks it above each of our types: a browser that opens a page.</summary>
    public static bool PrefersHtml(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept.ToArray()!, out var ranges))
            return false;
        var html = Rank.Of("text/html", ranges);
        return html.Precision == Rank.ByName && Types.All(type => Rank.Of(type.Name, ranges).Quality < html.Quality);
    }

    /// <summary>In the order in which they are taken when a client likes them equally.</summary>
    private static readonly IReadOnlyList<AnswerType> Types =
    [
        AnswerType.Json,
        AnswerType.GraphResponse,
        AnswerType.EventStream,
    ];

    /// <summary>How welcome a type is, by the range that names it most precisely.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Rank(int Precision, double Quality)
    {
        public const int ByName = 3;

        public static Rank Of(string name, IEnumerable<MediaTypeHeaderValue> ranges) =>
            ranges
                .Where(IsUtf8)
                .Select(range => new Rank(PrecisionOf(range, name), range.Quality ?? 1))
                .Where(rank => rank.Precision > 0)
                .OrderByDescending(rank => rank.Precision)
                .ThenByDescending(rank => rank.Quality)
                .FirstOrDefault();

        private static bool IsUtf8(MediaTypeHeaderValue range) =>
            !range.Charset.HasValue || Charset.IsUtf8(range.Charset);

        private static int PrecisionOf(MediaTypeHeaderValue range, string name) =>
            range.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase) ? ByName
            : range is { MatchesAllSubTypes: true, MatchesAllTypes: false }
            && name.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase)
                ? 2
            : range.MatchesAllTypes ? 1
            : 0;
    }
}
