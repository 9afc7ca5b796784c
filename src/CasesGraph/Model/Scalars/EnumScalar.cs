using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace CasesGraph.Model.Scalars;

/// <summary>An enum, stored by its values' places in the declaration.</summary>
internal sealed class EnumScalar : Scalar
{
    private readonly JsonEncodedText[] names;

    private EnumScalar(Type type)
        : base(type, type.Name, StoredAs.Number)
    {
        var members = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        Names =
        [
            .. members.Select(member => new NamedValue(
                Naming.UpperSnake(member.Name),
                member.GetValue(null)!,
                Text(member)
            )),
        ];
        names = [.. Names.Select(name => JsonEncodedText.Encode(name.Name))];
        Written = new PlaceText([.. Names.Select(name => name.Name)]);
        Shown = new PlaceText([.. members.Select(member => Naming.Label(member.Name))]);
        if (Names.Index().Any(name => (long)ToStored(name.Item.Value) != name.Index))
            throw new NotSupportedException($"{type.Name} gives a value that is not its place.");
    }

    public override Comparisons Comparisons => Comparisons.Lists;
    public override long Least => 0;
    public override IReadOnlyList<NamedValue> Names { get; }
    public override ValueText Written { get; }
    public override ValueText Shown { get; }

    public static EnumScalar? Make(Type type) => type.IsEnum ? new EnumScalar(type) : null;

    public override object ToStored(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    public override object FromStored(object stored) => Enum.ToObject(Type, (long)stored);

    public override object Example(int number) => Names[number % Names.Count].Value;

    public override void WriteJson(Utf8JsonWriter json, long stored) => json.WriteStringValue(names[stored]);

    private static new string? Text(FieldInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description;
}
