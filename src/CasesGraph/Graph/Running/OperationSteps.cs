using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Running;

/// <summary>Makes steps that can run of the root fields of an operation, or tells what is wrong with it.</summary>
internal sealed class OperationSteps(
    ApiSchema schema,
    PlanCache plans,
    CasesDatabase database,
    Introspection introspection,
    Limits limits,
    TimeProvider clock
)
{
    /// <summary>Refuses what points behind the end of the log, before anything runs.</summary>
    public async Task CheckPlacesAsync(RequestReading reading, CancellationToken token)
    {
        if (reading.Places.Count == 0)
            return;
        await using var connection = await database.RentAsync(reader: null, token);
        var ends = await new ReadSession(connection, Caller.System).ReadLogEndsAsync(token);
        PlacedField.Check(reading.Places, ends.Next);
    }

    public RequestReading Reading(ValidOperation valid, GraphRequest request, Caller caller) =>
        new(
            schema,
            valid.Prepared,
            new Varying(valid, new WrittenOrder(valid.Prepared.Operation, request.Variables), clock, caller),
            plans,
            limits
        );

    public async ValueTask<RootSteps> PrepareAsync(
        ValidOperation valid,
        GraphRequest request,
        Caller caller,
        CancellationToken token
    )
    {
        if (valid.Prepared.Steps.Find(caller.Access) is { } known)
            return known;
        var reading = Reading(valid, request, caller);
        var isMutation = valid.Prepared.Operation.Operation is OperationType.Mutation;
        var root = isMutation ? schema.Mutation! : schema.Query!;
        var steps = new List<RootStep>();
        // Whoever only asks what it would cost is told of the first mistake.
        var failsAlone = !isMutation && request.CostReport is not CostReport.Validate;
        foreach (var field in reading.Fields.Collect(root, valid.Prepared.Root))
        {
            var nullable = root.GetField(field.Name)?.ResolvedType is not NonNullGraphType;
            var mark = reading.Begin();
            PreparedField prepared;
            try
            {
                prepared = await PrepareAsync(field, root, valid, reading, request, token);
            }
            catch (RequestErrorException mistake) when (mistake.IsOfField)
            {
                var located = reading.Located(mistake);
                if (!failsAlone)
                    throw located;
                reading.GoBack(mark);
                prepared = Failing(located);
            }
            if (!isMutation && reading.Places.Count > mark.Places)
            {
                prepared = new PlacedField([.. reading.Places.Skip(mark.Places)], prepared).RunAsync;
                reading.OwnStatements++;
            }
            steps.Add(new RootStep(field.Key, prepared, nullable));
        }
        if (isMutation)
            await CheckPlacesAsync(reading, token);
        reading.Cost.Check(limits.Cost);
        if (request.CostReport is CostReport.Validate)
            return new RootSteps(steps, 0, reading.Cost.Requested, reading.Cost.Fixed);
        await reading.Plans.MakeAsync(token);
        var made = new RootSteps(
            steps,
            reading.OwnStatements + reading.Plans.StatementCount,
            reading.Cost.Requested,
            reading.Cost.Fixed
        )
        {
            Paces = reading.Plans.Paces,
            ReadsAll = reading.Cost.ReadsAll,
        };
        if (!isMutation && reading.Varying.Looks == 0)
            valid.Prepared.Steps.Keep(caller.Access, made);
        return made;
    }

    private async ValueTask<PreparedField> PrepareAsync(
        CollectedField field,
        IObjectGraphType root,
        ValidOperation valid,
        RequestReading reading,
        GraphRequest request,
        CancellationToken token
    )
    {
        if (field.Name is "__typename")
            return Writing(JsonSerializer.SerializeToUtf8Bytes(root.Name));
        if (schema.Find(root, field.Name) is { } own)
        {
            reading.At(field.Field);
            (own as QueryField)?.Right.Check(reading.Varying.Access, $"{root.Name}.{field.Name}");
            return own.Prepare(field, new FieldReading(reading));
        }
        if (limits.Introspection is false)
        {
            throw new RequestErrorException(
                GraphErrorCode.ValidationFailed,
                "Introspection is off here; the schema is at /graphql/schema.graphql."
            );
        }
        // Too large an answer to be kept with the document.
        reading.Varying.Note();
        reading.Introspected ??= await introspection.RunAsync(valid.Prepared.Document, request, token);
        return Writing(reading.Introspected[field.Key]);
    }

    private static PreparedField Failing(RequestErrorException mistake) =>
        (_, _) => Task.FromException<Action<Utf8JsonWriter>>(mistake);

    private static PreparedField Writing(byte[] answer) =>
        (_, _) =>
            Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteRawValue(answer, skipInputValidation: true));
}
