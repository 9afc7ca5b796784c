using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Graph.Running;

/// <summary>
/// Reads the one list that a query has at its root page by page, as whoever calls would, but for the size of the pages and
/// what they cost. The list has a variable $after.
/// </summary>
/// <param name="services">Where the engine is, once it is asked for: the schema is made of operations that have this.</param>
internal sealed class ListPages(IServiceProvider services)
{
    private DocumentReader Documents => services.GetRequiredService<DocumentReader>();
    private ApiSchema Schema => services.GetRequiredService<ApiSchema>();
    private OperationSteps Operations => services.GetRequiredService<OperationSteps>();

    /// <summary>Makes the plan of one page, or tells what is wrong with the request.</summary>
    /// <param name="now">The moment that relative times are measured from.</param>
    /// <exception cref="RequestErrorException">It would be refused.</exception>
    public async Task<ListPage> PrepareAsync(GraphRequest request, Caller caller, DateTime now, CancellationToken token)
    {
        var valid = await Documents.ReadAsync(request, streams: false, token);
        if (valid.Errors is [var first, ..])
            throw new RequestErrorException(first.Code, first.Message);
        var reading = Operations.Reading(valid, request, caller, now);
        var field = reading.Fields.Collect((IObjectGraphType)Schema.Query!, valid.Prepared.Root).Single();
        var list = (ListField)Schema.Find(Schema.Query!, field.Name)!;
        list.Right.Check(reading.Varying.Access, $"{Schema.Query!.Name}.{field.Name}");
        var fields = new FieldReading(reading);
        var read = fields.List(list.Entity, field);
        var values = fields.Values(read);
        var planned = reading.Plans.List(read.Selection, read.Shape, values);
        await Operations.CheckPlacesAsync(reading, token);
        await reading.Plans.MakeAsync(token);
        return new ListPage(planned.Value, values);
    }
}

/// <summary>A page that can be read.</summary>
internal sealed class ListPage(ReadPlan<ListWriter> planned, RequestValues values)
{
    /// <summary>Reads at most so many rows of each list, and writes the first as an answer has it.</summary>
    /// <param name="sizes">Those of the lists in the order of their numbers; others have the usual size.</param>
    public async Task WriteAsync(
        ReadSession session,
        IReadOnlyList<int> sizes,
        Utf8JsonWriter json,
        CancellationToken token
    )
    {
        var sized = sizes.Index().Aggregate(values, (all, one) => all.With(one.Index, one.Item));
        var rows = await planned.Plan.RunAsync(session, sized, [RowPlan.SoleOwner], token);
        planned.Writer.Write(json, rows, RowPlan.SoleOwner, sized);
    }
}
