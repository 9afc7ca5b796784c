using System.Text;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>Where a request has the value of an argument: in its text, known beforehand, or among its variables.</summary>
internal sealed class Argument<T>
{
    private readonly Func<JsonElement, T> convert;
    private readonly byte[][] path = [];
    private readonly T? inline;

    public Argument(RequestText text, string name, Func<JsonElement, T> convert)
    {
        this.convert = convert;
        if (text.Inline.TryGetValue(name, out var value))
            inline = convert(JsonSerializer.SerializeToElement(value));
        else
            path = [.. text.Variables[name].Select(Encoding.UTF8.GetBytes)];
    }

    public T Of(JsonElement variables)
    {
        if (path.Length == 0)
            return inline!;
        foreach (var step in path)
            variables = variables.GetProperty(step);
        return convert(variables);
    }
}
