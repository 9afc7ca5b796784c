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
    CallerShapes shapes,
    CasesDatabase database,
    Introspection introspection,
    SchemaSettings settings,
    Limits limits,
    TimeProvider clock,
    IEnumerable<KeptConditions> keptConditions,
    ConditionReader conditions
)
{
    private readonly KeptConditions[] kept = [.. keptConditions];

    /// <summary>Refuses what points behind the end of the log, before anything runs.</summary>
    public async Task CheckPlacesAsync(RequestReading reading, CancellationToken token)
    {
        if (reading.Places.Count == 0)
            return;
        await using var connection = await database.RentAsync(reader: null, token);
        var ends = await new ReadSession(connection, Caller.System).ReadLogEndsAsync(token);
        PlacedField.Check(reading.Places, ends.Next);
    }

    /// <summary>An operation as it is read for a caller.</summary>
    /// <param name="now">The moment of the request, where it was read before.</param>
    public RequestReading Reading(ValidOperation valid, GraphRequest request, Caller caller, DateTime? now = null) =>
        Reading(valid, request, caller, shapes.Of(caller), now);

    private RequestReading Reading(
        ValidOperation valid,
        GraphRequest request,
        Caller caller,
        AccessShape access,
        DateTime? now = null
    ) =>
        new(
            schema,
            valid.Prepared,
            new Varying(
                valid,
                new WrittenOrder(valid.Prepared.Operation, request.Variables),
                clock,
                caller,
                access,
                new NamedConditions(kept, conditions, caller),
                now
            ),
            plans,
            limits
        );

    /// <summary>Makes the steps and takes what they may cost, unless that is all that is asked for.</summary>
    public async ValueTask<RootSteps> PrepareAsync(
        ValidOperation valid,
        GraphRequest request,
        Caller caller,
        Charge charge,
        CancellationToken token
    )
    {
        var isValidation = request.CostReport is CostReport.Validate;
        var access = shapes.Of(caller);
        // What is too dear for this one was not for another, nor was a mistaken id: then it is told why.
        if (
            valid.Prepared.Steps.Find(access) is { } known
            && known.Cost <= charge.Most.Points
            && known.Keys.All(key => key.IsIn(valid))
        )
        {
            if (!isValidation)
                charge.Take(known.Cost);
            return known;
        }
        var reading = Reading(valid, request, caller, access);
        var isMutation = valid.Prepared.Operation.Operation is OperationType.Mutation;
        // Whoever only asks what it would cost is told of the first mistake.
        var steps = await ReadAsync(valid, reading, request, failsAlone: !isMutation && !isValidation, token);
        reading.Cost.Check(charge.Most);
        if (!isValidation)
            charge.Take(reading.Cost.Requested);
        if (isMutation)
            await CheckPlacesAsync(reading, token);
        if (isValidation)
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
            Hidden = reading.Hidden,
            Keys = reading.Keys,
        };
        if (!isMutation && reading.Varying.Looks == 0)
            valid.Prepared.Steps.Keep(access, made);
        return made;
    }

    /// <summary>The steps in the order of the fields; of those of a query that say the same, one is read.</summary>
    /// <param name="failsAlone">Whether a mistake in a field is that field's failure, and no mistake of the request.</param>
    private async ValueTask<List<RootStep>> ReadAsync(
        ValidOperation valid,
        RequestReading reading,
        GraphRequest request,
        bool failsAlone,
        CancellationToken token
    )
    {
        var isMutation = valid.Prepared.Operation.Operation is OperationType.Mutation;
        var root = isMutation ? schema.Mutation! : schema.Query!;
        var steps = new List<RootStep>();
        var equals = new EqualFields();
        foreach (var field in reading.Fields.Collect(root, valid.Prepared.Root))
        {
            if (!isMutation && equals.Find(field) is { } first)
            {
                reading.Cost.Repeat(steps[first].Cost.From, steps[first].Cost.To);
                steps.Add(steps[first] with { Key = field.Key, SameAs = first });
                continue;
            }
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
            equals.Add(field, steps.Count);
            steps.Add(new RootStep(field.Key, prepared, nullable, (mark.Cost, reading.Cost.Begin())));
        }
        return steps;
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
            await reading.Varying.LoadConditionsAsync(field.Field, token);
            return own.Prepare(field, new FieldReading(reading));
        }
        if (!settings.Public)
            throw new RequestErrorException(GraphErrorCode.ValidationFailed, "The schema is not told here.");
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
