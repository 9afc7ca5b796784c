using System.Buffers;
using System.Text;
using CasesGraph.Serving;
using GraphQLParser;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>Refuses documents that are larger than any client needs, or no text, before they cost anything.</summary>
internal sealed class DocumentLimits(Limits limits)
{
    /// <summary>What the text alone tells.</summary>
    public void CheckText(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        Check("document bytes", nameof(Limits.DocumentBytes), size, limits.DocumentBytes);
        var tokens = 0;
        for (var at = 0; ; tokens++)
        {
            Check("document tokens", nameof(Limits.DocumentTokens), tokens, limits.DocumentTokens);
            var token = Lexer.Lex(text, at);
            if (token.Kind is TokenKind.EOF)
                return;
            if (token.Kind is TokenKind.STRING && HasHalfPair(token.Value))
            {
                throw new RequestErrorException(
                    GraphErrorCode.SyntaxError,
                    "A string has half a surrogate pair (\\uD800 to \\uDFFF), which is no character."
                );
            }
            at = token.End;
        }
    }

    private static bool HasHalfPair(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) is not OperationStatus.Done)
                return true;
            text = text[(at + length)..];
        }
        return false;
    }

    /// <summary>What the validated document tells: fragments are known to end.</summary>
    public void CheckOperation(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var fragments = document
            .Definitions.OfType<GraphQLFragmentDefinition>()
            .ToDictionary(fragment => (string)fragment.FragmentName.Name.Value, StringComparer.Ordinal);
        var measured = Measure(operation.SelectionSet, depth: 1, fragments, isIntrospection: false);
        Check("aliases", nameof(Limits.Aliases), measured.Aliases, limits.Aliases);
        var rootFields = CountRootFields(operation.SelectionSet, fragments);
        if (operation.Operation is OperationType.Mutation)
            Check("mutations", nameof(Limits.Mutations), rootFields, limits.Mutations);
        else
            Check("root fields", nameof(Limits.RootFields), rootFields, limits.RootFields);
    }

    private (int Aliases, int Fields) Measure(
        GraphQLSelectionSet set,
        int depth,
        Dictionary<string, GraphQLFragmentDefinition> fragments,
        bool isIntrospection
    )
    {
        // The usual tools' introspection is deeper than any query of data.
        if (!isIntrospection && depth > limits.Depth)
        {
            throw Refused(
                nameof(Limits.Depth),
                depth,
                limits.Depth,
                $"The document nests objects {depth} deep or deeper; the limit is {limits.Depth}."
            );
        }
        var (aliases, fields) = (0, 0);
        foreach (var selection in set.Selections)
        {
            var inner = selection switch
            {
                GraphQLField { SelectionSet: { } below } field => Measure(
                    below,
                    depth + 1,
                    fragments,
                    isIntrospection || field.Name.Value == "__schema" || field.Name.Value == "__type"
                ),
                GraphQLInlineFragment fragment => Measure(fragment.SelectionSet, depth, fragments, isIntrospection),
                GraphQLFragmentSpread spread => Measure(
                    fragments[(string)spread.FragmentName.Name.Value].SelectionSet,
                    depth,
                    fragments,
                    isIntrospection
                ),
                _ => (0, 0),
            };
            aliases += inner.Item1 + (selection is GraphQLField { Alias: not null } ? 1 : 0);
            fields += inner.Item2 + 1;
            Check("selected fields", nameof(Limits.DocumentTokens), fields, limits.DocumentTokens);
        }
        return (aliases, fields);
    }

    private static int CountRootFields(
        GraphQLSelectionSet set,
        Dictionary<string, GraphQLFragmentDefinition> fragments
    ) =>
        set.Selections.Sum(selection =>
            selection switch
            {
                GraphQLInlineFragment fragment => CountRootFields(fragment.SelectionSet, fragments),
                GraphQLFragmentSpread spread => CountRootFields(
                    fragments[(string)spread.FragmentName.Name.Value].SelectionSet,
                    fragments
                ),
                _ => 1,
            }
        );

    private static void Check(string what, string limit, int actual, int most)
    {
        if (actual > most)
        {
            throw Refused(
                limit,
                actual,
                most,
                $"The request has too many {what}: at most {most} are allowed, and there are {actual} or more."
            );
        }
    }

    private static RequestErrorException Refused(string limit, int actual, int most, string message) =>
        new(GraphErrorCode.LimitExceeded, message) { Exceeded = new ExceededLimit(limit, actual, most) };
}
