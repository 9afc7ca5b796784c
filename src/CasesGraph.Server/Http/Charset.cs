using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CasesGraph.Server.Http;

internal static class Charset
{
    public static bool IsUtf8(StringSegment charset) =>
        HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
