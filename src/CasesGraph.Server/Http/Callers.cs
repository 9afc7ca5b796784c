using System.Text.Json;
using CasesGraph.Access;

namespace CasesGraph.Server.Http;

/// <summary>Finds out who calls, the same for every transport.</summary>
internal abstract class Callers
{
    public abstract Caller Of(Credentials given);
}

/// <summary>Whoever gets here without credentials was let in by the settings (HostSteps.CheckAccess).</summary>
internal sealed class AnonymousCallers : Callers
{
    private static readonly Caller DemoAdministrator = new(Actor.User(1)) { Access = AccessShape.Administrator };

    public override Caller Of(Credentials given) => DemoAdministrator;
}

/// <summary>
/// What a caller says of itself: by the headers of the request, and on a WebSocket by the payload of connection_init too,
/// since a browser's WebSocket has no headers of its own. A text of the payload stands for the header of its name.
/// </summary>
internal sealed class Credentials(HttpContext http, JsonElement payload = default)
{
    /// <summary>Null when it was not given. Names differ in more than case.</summary>
    public string? Find(string header) => OfPayload(header) ?? http.Request.Headers[header].FirstOrDefault();

    private string? OfPayload(string header) =>
        payload.ValueKind is not JsonValueKind.Object
            ? null
            : payload
                .EnumerateObject()
                .Where(member => string.Equals(member.Name, header, StringComparison.OrdinalIgnoreCase))
                .Where(member => member.Value.ValueKind is JsonValueKind.String)
                .Select(member => member.Value.GetString())
                .LastOrDefault();
}
