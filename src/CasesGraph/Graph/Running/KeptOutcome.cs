using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>
/// What an operation came to, as bytes: what its records hold themselves, such as keys, counts and mistakes, and nothing of
/// the objects that they refer to.
/// </summary>
internal static class KeptOutcome
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new AnyValue(), new AnyEntity() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(LeaveOutShownOnce),
    };

    /// <summary>Whether the answer to it holds what nothing may keep.</summary>
    public static bool HasShownOnce(Type payload) => Array.Exists(payload.GetProperties(), IsShownOnce);

    public static byte[] Write<TPayload>(Outcome<TPayload> outcome)
        where TPayload : class
    {
        var errors = outcome.Errors.Select(error => new KeptError(
            RecordModel.Of(error.GetType()).Name,
            JsonSerializer.SerializeToElement(error, error.GetType(), Options)
        ));
        return JsonSerializer.SerializeToUtf8Bytes(new Kept<TPayload>(outcome.Value, [.. errors]), Options);
    }

    public static Outcome<TPayload> Read<TPayload>(ReadOnlySpan<byte> bytes)
        where TPayload : class
    {
        var kept = JsonSerializer.Deserialize<Kept<TPayload>>(bytes, Options)!;
        if (kept.Value is { } value)
            return value;
        var types = RecordModel
            .Of(typeof(TPayload))
            .ErrorTypes.ToDictionary(type => RecordModel.Of(type).Name, StringComparer.Ordinal);
        return kept.Errors.Select(error => (UserError)error.Value.Deserialize(types[error.Type], Options)!).ToArray();
    }

    private static bool IsShownOnce(MemberInfo member) => member.IsDefined(typeof(ShownOnceAttribute));

    private static void LeaveOutShownOnce(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is PropertyInfo member && IsShownOnce(member))
                property.Get = null;
        }
    }

    private sealed record Kept<TPayload>(TPayload? Value, IReadOnlyList<KeptError> Errors);

    private sealed record KeptError(string Type, JsonElement Value);

    /// <summary>A value as the change log has it: text, or an object of texts.</summary>
    private sealed class AnyValue : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.StartObject
                ? JsonSerializer
                    .Deserialize<Dictionary<string, string?>>(ref reader, options)!
                    .ToDictionary(part => part.Key, object? (part) => part.Value, StringComparer.Ordinal)
                : reader.GetString();

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
            JsonText.WriteAny(writer, value);
    }

    /// <summary>A reference of no certain type, by its opaque id.</summary>
    private sealed class AnyEntity : JsonConverter<IRef>
    {
        public override IRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            OpaqueId.TryDecode(reader.GetString(), out var type, out var key)
                ? (IRef)Activator.CreateInstance(typeof(Ref<>).MakeGenericType(Entity(type)), key)!
                : throw new JsonException("This is no opaque id.");

        private static Type Entity(string name) =>
            EntityModel.All.Single(entity => string.Equals(entity.Name, name, StringComparison.Ordinal)).Type;

        public override void Write(Utf8JsonWriter writer, IRef value, JsonSerializerOptions options) =>
            writer.WriteStringValue(OpaqueId.Encode(value.Entity.Name, value.Key));
    }
}
