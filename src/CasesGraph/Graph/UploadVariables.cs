using System.Globalization;
using CasesGraph.Operations;
using CasesGraph.Serving;
using GraphQL;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>Files in the variables: they take the places of the nulls that stand for them.</summary>
internal static class UploadVariables
{
    /// <summary>Why the operation cannot have the files that came with it.</summary>
    public static GraphError? Mistake(GraphRequest request, GraphQLOperationDefinition operation)
    {
        if (request.Uploads.Count == 0)
            return null;
        if (operation.Operation is not OperationType.Mutation)
            return new GraphError(GraphErrorCode.ValidationFailed, "Only a mutation takes files.");
        var declared =
            operation
                .Variables?.Items.Select(item => (string)item.Variable.Name.Value)
                .ToHashSet(StringComparer.Ordinal)
            ?? [];
        var unknown = request
            .Uploads.Keys.Select(path => path.Split('.')[0])
            .FirstOrDefault(one => !declared.Contains(one));
        return unknown is null
            ? null
            : new GraphError(
                GraphErrorCode.InvalidVariable,
                $"A file is for the variable ${unknown}, which the operation does not declare."
            );
    }

    /// <summary>The variables with the files in them.</summary>
    /// <param name="variables">As read from JSON, owned by the caller.</param>
    public static Inputs Place(GraphRequest request, Inputs variables)
    {
        if (request.Uploads.Count == 0)
            return variables;
        var placed = variables.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, upload) in request.Uploads)
            Put(placed, path.Split('.'), upload);
        return new Inputs(placed);
    }

    private static void Put(object? holder, ReadOnlySpan<string> path, Upload upload)
    {
        while (path.Length > 1)
        {
            holder = holder is IDictionary<string, object?> members
                ? members[path[0]]
                : ((IList<object?>)holder!)[Index(path[0])];
            path = path[1..];
        }
        if (holder is IDictionary<string, object?> last)
            last[path[0]] = upload;
        else
            ((IList<object?>)holder!)[Index(path[0])] = upload;
    }

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
