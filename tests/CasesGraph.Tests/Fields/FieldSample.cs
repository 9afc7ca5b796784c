using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Fields;

/// <summary>Values of a field by its kind: what an input gives, and how answers and the log then write it.</summary>
internal sealed record FieldSample(ValueField Field, object? Value, string Id)
{
    /// <summary>Entities with fields that callers give, as the database knows them.</summary>
    public static IReadOnlyList<EntityModel> Entities(TestDatabase database)
    {
        using var db = database.CreateDb();
        return
        [
            .. db
                .Model.GetEntityTypes()
                .Where(type => type.ClrType.IsDefined(typeof(EntityAttribute), inherit: false))
                .Select(type => EntityModel.Of(type.ClrType))
                .Where(entity => entity.EditableFields(EditableIn.Both).Any()),
        ];
    }

    /// <summary>Another value for each number; no text is the same as that of another field.</summary>
    public static FieldSample Of(ValueField field, int number, SmallWorld world) =>
        field switch
        {
            ReferenceField reference => new(field, Value: null, Referred(reference.Target, number, world)),
            ScalarField { IsText: true } => new(field, $"{field.Name} {number}", ""),
            ScalarField scalar => new(field, scalar.Scalar.Example(number), ""),
            _ => throw new NotSupportedException(field.Name),
        };

    public bool IsNull => Json is null;

    /// <summary>As inputs and answers have it; a reference as the id.</summary>
    public JsonNode? Json =>
        Value switch
        {
            null => Id.Length == 0 ? null : JsonValue.Create(Id),
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            int or long or decimal => JsonNode.Parse(Convert.ToString(Value, CultureInfo.InvariantCulture)!),
            _ => JsonValue.Create(Text),
        };

    /// <summary>As the log writes it.</summary>
    public string? Text =>
        Value switch
        {
            null => Id.Length == 0 ? null : Id,
            bool flag => flag ? "true" : "false",
            Enum name => Naming.UpperSnake(name.ToString()),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            _ => Convert.ToString(Value, CultureInfo.InvariantCulture),
        };

    /// <summary>What is read to see it.</summary>
    public string Selection => Field is ReferenceField ? $"{Field.Name} {{ id }}" : Field.Name;

    public static JsonObject Input(IEnumerable<FieldSample> values) =>
        new(values.Select(one => KeyValuePair.Create(one.Field.InputName, one.Json)));

    /// <summary>What an object has in the field, a reference as the id.</summary>
    public static JsonElement Read(JsonElement row, ValueField field)
    {
        var value = row.GetProperty(field.Name);
        return field is ReferenceField && value.ValueKind is JsonValueKind.Object ? value.GetProperty("id") : value;
    }

    public static bool AreSame(JsonElement one, JsonNode? other) =>
        JsonNode.DeepEquals(JsonNode.Parse(one.GetRawText()), other);

    private static string Referred(Type target, int number, SmallWorld world) =>
        world[number % 2 == 0 ? Naming.Camel(target.Name) : $"other{target.Name}"];
}
