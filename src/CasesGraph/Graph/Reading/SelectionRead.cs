using System.Reflection;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>What is selected, but for the arguments of its lists: each request brings its own.</summary>
/// <param name="Lists">The lists within, in the order in which their arguments are read.</param>
/// <param name="Hidden">What of it the caller may not read, by schema coordinates.</param>
internal sealed record SelectionRead<TSelection>(
    TSelection Selection,
    SelectionShape Shape,
    IReadOnlyList<ArgumentsOfList> Lists,
    Price Price,
    IReadOnlyCollection<string> Hidden
)
{
    public RequestValues Values(RequestReading request) => AddTo(new RequestValues(), request);

    public RequestValues AddTo(RequestValues values, RequestReading request)
    {
        var read = new ListArguments[Lists.Count];
        foreach (var list in Lists)
            read[list.Index - values.ListCount] = list.Read(request);
        foreach (var arguments in read)
            values.Add(arguments);
        return values;
    }
}

/// <summary>Where the arguments of one list are found.</summary>
internal sealed class ArgumentsOfList(int index, GraphQLField field, string path, EntityModel child, PropertyInfo? node)
{
    private ListArguments? kept;

    public int Index => index;

    /// <summary>What they are where the document gives none.</summary>
    public IReadOnlyDictionary<string, object?>? Fixed { get; init; }

    /// <summary>Where the list stands in the document.</summary>
    public int Start => @field.Location.Start;

    public ListArguments Read(RequestReading request)
    {
        if (kept is { } known)
        {
            if (known.Values.Places.Count > 0)
                request.Note(field, known.Values.Places);
            return known;
        }
        var count = request.Varying.Looks;
        var limits = request.Limits;
        var reader = new ListArgumentsReader(
            index,
            () => request.Now,
            () => request.Me,
            request.Varying.Access,
            limits.DefaultPageSize,
            limits.MaxPageSize
        );
        var arguments = reader.Read(Fixed ?? request.Arguments(field), path, child, node);
        request.Note(field, arguments.Values.Places);
        if (request.Varying.Looks == count)
            kept = arguments;
        return arguments;
    }
}
