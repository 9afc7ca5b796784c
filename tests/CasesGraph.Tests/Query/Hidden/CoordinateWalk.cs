using System.Text;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>
/// Documents that ask for every field below a root field. Each field is asked for under the name of its coordinate, so
/// that an answer tells which were reached.
/// </summary>
/// <param name="depth">How many objects stand below those of a root field, beside parts; one more below lists.</param>
internal sealed class CoordinateWalk(ApiShape shape, ArgumentWalk arguments, int depth = 1)
{
    public static string KeyOf(string type, string field) => $"{type}_{field}";

    /// <summary>The coordinates that can be reached from a type.</summary>
    public IReadOnlySet<string> Below(string root)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([root]);
        while (next.TryPop(out var name))
        {
            if (!seen.Add(name))
                continue;
            foreach (var type in shape[name].Objects.Select(one => shape[one]))
            {
                found.UnionWith(type.Fields.Keys.Select(field => KeyOf(type.Name, field)));
                foreach (var field in type.Fields.Values)
                    next.Push(field.Type.Named);
            }
        }
        return found;
    }

    /// <summary>A root field with what is below it: of lists a relation at a time, of ids all of them.</summary>
    public IEnumerable<string> Documents(string operation, string root)
    {
        var field = shape[operation].Fields[root];
        IReadOnlyList<ApiField?> relations = field.Type.Named.EndsWith("Connection", StringComparison.Ordinal)
            ? Relations(field.Type.Named)
            : [];
        foreach (var given in arguments.Of(field))
        {
            foreach (var relation in relations.DefaultIfEmpty())
            {
                var text = new StringBuilder("{ ");
                Write(text, operation, field, given, relation is null ? depth : depth + 1, relation);
                yield return text.Append('}').ToString();
            }
        }
    }

    /// <summary>Everything at once, for what is asked for once.</summary>
    public string Selection(string type)
    {
        var text = new StringBuilder();
        Write(text, type, depth, only: null);
        return text.ToString();
    }

    /// <summary>Of what a type shows, whether it is an object or a list of them.</summary>
    private List<ApiField> Relations(string name) =>
        [
            .. Nodes(name)
                .SelectMany(node => shape[node].Objects)
                .SelectMany(type => shape[type].Fields.Values)
                .Where(field => !IsLeaf(field))
                .Distinct(),
        ];

    private IEnumerable<string> Nodes(string name) =>
        IsPart(name)
            ? shape[name].Fields.Values.Where(field => !IsLeaf(field)).SelectMany(field => Nodes(field.Type.Named))
            : [name];

    private void Write(StringBuilder text, string type, ApiField field, string given, int depth, ApiField? only)
    {
        text.Append(KeyOf(type, field.Name)).Append(": ").Append(field.Name).Append(given);
        if (!IsLeaf(field))
            Write(text, field.Type.Named, depth, only);
        text.Append(' ');
    }

    private void Write(StringBuilder text, string name, int depth, ApiField? only)
    {
        text.Append(" { ");
        var isOne = shape[name].IsObject;
        foreach (var type in shape[name].Objects.Select(one => shape[one]))
        {
            if (!isOne)
                text.Append("... on ").Append(type.Name).Append(" { ");
            text.Append(KeyOf(type.Name, "__typename")).Append(": __typename ");
            foreach (var field in type.Fields.Values)
                Write(text, type, field, depth, only);
            if (!isOne)
                text.Append("} ");
        }
        text.Append('}');
    }

    private void Write(StringBuilder text, ApiType type, ApiField field, int depth, ApiField? only)
    {
        if (IsLeaf(field) || IsPart(type.Name))
            Write(text, type.Name, field, "", depth, only);
        else if (depth > 0 && (only is null || field == only))
            Write(text, type.Name, field, "", depth - 1, only: null);
    }

    private bool IsLeaf(ApiField field) => shape[field.Type.Named].Objects.Count == 0;

    /// <summary>Of a list or an answer: no row by itself.</summary>
    private bool IsPart(string type) => shape[type].IsObject && !shape[type].Fields.ContainsKey("id");
}
