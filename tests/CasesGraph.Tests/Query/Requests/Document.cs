using System.Text;
using System.Text.Json.Nodes;

namespace CasesGraph.Tests.Query.Requests;

public abstract record Selected
{
    /// <summary>@skip and @include, with their conditions.</summary>
    public IReadOnlyList<(string Name, InputValue If)> Directives { get; init; } = [];

    public bool IsIncluded => Directives.All(directive => directive.If.Plain is true == directive.Name is "include");
}

/// <summary>A field.</summary>
/// <param name="Key">The response key, an alias when it is not the name.</param>
/// <param name="Below">Null for a scalar.</param>
public sealed record Field(string Key, string Name, ObjectValue Arguments, IReadOnlyList<Selected>? Below) : Selected;

/// <summary>A fragment in place; without a type it is one for the directives' sake.</summary>
public sealed record Inline(string? On, IReadOnlyList<Selected> Below) : Selected;

public sealed record Spread(Fragment Fragment) : Selected;

public sealed record Fragment(string Name, string On, IReadOnlyList<Selected> Below);

/// <summary>A request: its text, its variables, and what plain code needs to answer it.</summary>
public sealed record Document(
    IReadOnlyList<Selected> Root,
    IReadOnlyList<Fragment> Fragments,
    IReadOnlyList<Variable> Variables
)
{
    public JsonObject Values =>
        new(
            Variables
                .Where(variable => variable is { Value: not null, AsDefault: false })
                .Select(variable => KeyValuePair.Create(variable.Name, variable.Value!.Json))
        );

    public string Text
    {
        get
        {
            var text = new StringBuilder("query Random");
            if (Variables.Count > 0)
                text.Append('(');
            foreach (var (name, type, value, asDefault) in Variables)
            {
                text.Append('$').Append(name).Append(": ").Append(type);
                if (asDefault)
                    value!.Write(text.Append(" = "));
                text.Append(' ');
            }
            if (Variables.Count > 0)
                text.Append(')');
            Write(text, Root);
            foreach (var fragment in Fragments)
                Write(
                    text.Append("\nfragment ").Append(fragment.Name).Append(" on ").Append(fragment.On),
                    fragment.Below
                );
            return text.ToString();
        }
    }

    public override string ToString() => $"{Text}\n{Values.ToJsonString()}";

    private static void Write(StringBuilder text, IReadOnlyList<Selected> set)
    {
        text.Append(" {");
        foreach (var selected in set)
            Write(text.Append(' '), selected);
        text.Append(" }");
    }

    private static void Write(StringBuilder text, Selected selected)
    {
        switch (selected)
        {
            case Field field:
                if (!string.Equals(field.Key, field.Name, StringComparison.Ordinal))
                    text.Append(field.Key).Append(": ");
                text.Append(field.Name);
                Write(text, field.Arguments);
                break;
            case Inline inline:
                text.Append("...");
                if (inline.On is not null)
                    text.Append(" on ").Append(inline.On);
                break;
            case Spread spread:
                text.Append("...").Append(spread.Fragment.Name);
                break;
        }
        foreach (var (name, condition) in selected.Directives)
        {
            condition.Write(text.Append(" @").Append(name).Append("(if: "));
            text.Append(')');
        }
        if (selected is Field { Below: { } below })
            Write(text, below);
        else if (selected is Inline { Below: var inside })
            Write(text, inside);
    }

    private static void Write(StringBuilder text, ObjectValue arguments)
    {
        if (arguments.Fields.Count == 0)
            return;
        text.Append('(');
        foreach (var (name, value) in arguments.Fields)
        {
            value.Write(text.Append(name).Append(": "));
            text.Append(' ');
        }
        text.Append(')');
    }
}
