using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Fields of a query's root that say the same under several keys: one is read, and written under all of them, so that
/// aliases do not multiply what a request makes the server do.
/// </summary>
internal sealed class EqualFields
{
    private readonly Dictionary<string, List<Known>> byName = new(StringComparer.Ordinal);

    /// <summary>The step of a field before that says the same; null where there is none.</summary>
    public int? Find(CollectedField field)
    {
        if (!byName.TryGetValue(field.Name, out var others))
            return null;
        var text = TextOf(field);
        return others.Find(one => string.Equals(one.Text, text, StringComparison.Ordinal))?.Step;
    }

    public void Add(CollectedField field, int step)
    {
        if (!byName.TryGetValue(field.Name, out var others))
            byName.Add(field.Name, others = new(capacity: 1));
        others.Add(new Known(field, step));
    }

    /// <summary>What a field says, but for its alias and for whether it is there at all.</summary>
    private static string TextOf(CollectedField field)
    {
        var printer = new SDLPrinter();
        IEnumerable<ASTNode?> parts = [field.Field.Arguments, .. field.Selection.Sets];
        return string.Join('\n', parts.OfType<ASTNode>().Select(printer.Print));
    }

    private sealed record Known(CollectedField Field, int Step)
    {
        private string? text;

        public string Text => text ??= TextOf(Field);
    }
}
