using System.Globalization;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Peer;

/// <summary>The peer's answers in its own terms must be the same rows; ids are its own.</summary>
internal static class PeerComparison
{
    public static void Compare(RequestText text, JsonNode product, JsonNode peer)
    {
        var (left, right) = (product["data"]![text.Root.Key], peer["data"]?[text.Root.Key]);
        if (Difference(text.Root, left, right) is { } difference)
            throw new BenchStoppedException(
                $"{difference}\nrequest  {text.Document}\nproduct  {left}\npeer     {right ?? peer}"
            );
    }

    private static string? Difference(SelectedField field, JsonNode? product, JsonNode? peer)
    {
        switch (product, peer)
        {
            case (null, null):
                return null;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                return left.Zip(right, (one, other) => Difference(field, one, other))
                    .FirstOrDefault(text => text is not null);
            case (JsonObject left, JsonObject right):
                return field
                    .Fields.Where(PeerText.Has)
                    .Select(inner => Difference(inner, left[inner.Key], right[inner.Key]))
                    .FirstOrDefault(text => text is not null);
            case (JsonValue left, JsonValue right) when field.Name is "id" || Same(field.Name, left, right):
                return null;
            default:
                return $"{field.Name} differs: {product?.ToJsonString() ?? "null"}, peer {peer?.ToJsonString() ?? "null"}";
        }
    }

    private static bool Same(string field, JsonValue product, JsonValue peer) =>
        string.Equals(Stored(field, product.ToString()), peer.ToString(), StringComparison.Ordinal);

    /// <summary>A value of the product as the database holds it.</summary>
    private static string Stored(string field, string value) =>
        field switch
        {
            "status" => PlaceOf(value, Samples.Statuses),
            "priority" => PlaceOf(value, Samples.Priorities),
            "type" => PlaceOf(value, Samples.Types),
            "state" => PlaceOf(value, Samples.States),
            "source" => PlaceOf(value, Samples.Sources),
            "createdAt" or "updatedAt" => Microseconds(value),
            _ => value,
        };

    private static string PlaceOf(string name, string[] names) =>
        Array.IndexOf(names, name).ToString(CultureInfo.InvariantCulture);

    private static string Microseconds(string instant)
    {
        var time = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch;
        return (time.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
    }
}
