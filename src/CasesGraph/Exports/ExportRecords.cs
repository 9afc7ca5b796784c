using System.ComponentModel;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Imports;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Exports;

[Named("Export{Entities}Input")]
[Description("Which {entities} to write into a file, and how.")]
public sealed record ExportInput<TEntity>(
    [property: Description("Which {entities}: by ids, or those that meet a condition when the job has its turn.")]
        RowSelection<TEntity> Select,
    [property: Description("Sort keys, the most important first; give each one field.")]
        IReadOnlyList<SortKey<TEntity>>? Order,
    [property: Description(
        "Names of the columns in their order, as files for imports have them, such as account.name; all that the list has when not given, each object by its id and its name."
    )]
        IReadOnlyList<string>? Fields,
    [property: Description("What stands between cells of CSV: one character of , ; | or TAB; a comma when not given.")]
        string? Delimiter,
    [property: Description(
        "Whether a CSV begins with a byte order mark, by which Excel knows UTF-8; as labels says when not given."
    )]
        bool? ByteOrderMark,
    [property: Description("Why it is done, for the audit; at most 1,000 characters.")] string? Reason,
    InputExtensions Extensions,
    [property: Description("What the file is.")] FileFormat Format = FileFormat.Csv,
    [property: Description("Whether the header has the fields' labels, for people, instead of their names.")]
        bool Labels = false,
    [property: Description("The time zone of times in the file, by its IANA name, such as Europe/Lisbon.")]
        string TimeZone = "UTC",
    [property: Description("Adds deleted {entities}, where these are kept.")] bool IncludeDeleted = false,
    [property: Description(
        "Whether a text of CSV that a spreadsheet would take for a formula gets an apostrophe in front, which an import takes off."
    )]
        bool NeutralizeFormulas = true
)
    where TEntity : class;

[Named("Export{Entities}Payload")]
[Description("The job that writes the file, or why there is none.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record ExportPayload<TEntity>(
    [property: Description("The job; once it has ended, downloadUrl has the file.")] Ref<Job>? Job
)
    where TEntity : class;

internal sealed class ExportRecords<TEntity>(JobQueue jobs, ListPages pages, TimeProvider clock)
    : IOperation<ExportInput<TEntity>, ExportPayload<TEntity>>,
        IPreparing<ExportInput<TEntity>>
    where TEntity : class
{
    /// <summary>More are better found by a condition.</summary>
    private const int MostIds = 50_000;
    private const int MostMistakes = 100;

    private const string OnlyCases = "You may export some cases alone, and what belongs to them.";

    private static readonly EntityModel Entity = EntityModel.Of<TEntity>();

    /// <summary>Whether the list would take the condition and the order is found out as if they had been sent to it.</summary>
    public async Task<object?> PrepareAsync(ExportInput<TEntity> input, Caller caller, CancellationToken token)
    {
        if (Mistakes(input).Any())
            return null;
        if (!caller.MayExport(Entity))
            return new Refused("select", ValidationCode.Forbidden, OnlyCases);
        try
        {
            var query = new ExportQuery(TaskOf(input));
            await pages.PrepareAsync(query.Page(after: null), caller, clock.GetUtcNow().UtcDateTime, token);
            return null;
        }
        catch (RequestErrorException mistake)
        {
            return string.Equals(mistake.Code, GraphErrorCode.Forbidden, StringComparison.Ordinal)
                ? new Refused("select", ValidationCode.Forbidden, mistake.Message)
                : new Refused("order", ValidationCode.InvalidValue, mistake.Message);
        }
    }

    public async Task<Outcome<ExportPayload<TEntity>>> RunAsync(
        ExportInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        foreach (var (path, code, message) in Mistakes(input))
            checks.Add(InputChecks.Path(path), code, message);
        if (call.Prepared is Refused refused)
            checks.Add(InputChecks.Path(refused.Part), refused.Code, refused.Message);
        if (input.Select.Ids is { Count: <= MostIds } ids)
            await CheckIdsAsync(ids, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        call.KeptCondition = input.Select.KeptCondition;
        var type = EntityModel.LoggedAs(typeof(TEntity)) ?? RecordType.Case;
        return new ExportPayload<TEntity>(
            await jobs.AddLongAsync(call, JobKind.Export, type, job => job.Work = TaskOf(input).Write(), token)
        );
    }

    /// <summary>Nothing is left out silently: what is not there, or not seen, is a mistake.</summary>
    private static async Task CheckIdsAsync(
        IReadOnlyList<Ref<TEntity>> ids,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var keys = ids.Select(id => id.Key).ToHashSet();
        var key = Entity.Key!.Name;
        var exporting = call.Caller.Exporting;
        var seen = await AmongAsync(call.Db.Rows<TEntity>());
        var reached = exporting.MayAsBefore(call.Caller)
            ? seen
            : await AmongAsync(Tables.In(call.Db.Conditions.Of(exporting).Seen(call.Db.Rows<TEntity>()), call.Db));
        foreach (var (index, id) in ids.Index().Where(id => !reached.Contains(id.Item.Key)).Take(MostMistakes))
        {
            var isSeen = seen.Contains(id.Key);
            checks.Add(
                InputChecks.Path("select", "ids", InputChecks.Item(index)),
                isSeen ? ValidationCode.Forbidden : ValidationCode.InvalidId,
                isSeen ? $"You may not export this {Entity.Noun}." : $"There is no {Entity.Noun} with this id."
            );
        }

        Task<HashSet<long>> AmongAsync(IQueryable<TEntity> rows) =>
            rows.Select(row => EF.Property<long>(row, key)).Where(one => keys.Contains(one)).ToHashSetAsync(token);
    }

    private static IEnumerable<(string[] Path, ValidationCode Code, string Message)> Mistakes(
        ExportInput<TEntity> input
    )
    {
        if (input.Select.Ids is { Count: > MostIds })
            yield return (["select", "ids"], ValidationCode.TooMany, $"There are at most {MostIds} ids.");
        var known = ExportedField.Of(Entity).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        if (input.Fields is { Count: 0 })
            yield return (["fields"], ValidationCode.TooShort, "There is no field to write.");
        foreach (var (index, name) in (input.Fields ?? []).Index())
        {
            string[] path = ["fields", InputChecks.Item(index)];
            if (!known.Remove(name))
                yield return (path, ValidationCode.InvalidValue, Unknown(name));
        }
        if (input.Delimiter is not (null or "," or ";" or "|" or "TAB"))
            yield return (["delimiter"], ValidationCode.InvalidValue, "A delimiter is one of , ; | or TAB.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone, out _))
            yield return (["timeZone"], ValidationCode.InvalidValue, "There is no time zone of this name.");
        foreach (var mistake in PartsOf(input)?.Mistakes() ?? [])
            yield return mistake;
    }

    private static ExportedParts? PartsOf(ExportInput<TEntity> input) =>
        input.Extensions.Of<ExportedParts>().SingleOrDefault();

    private static string Unknown(string name) =>
        ExportedField.Of(Entity).Any(field => field.Name.Equals(name, StringComparison.Ordinal))
            ? $"{Quotation.Of(name)} stands there before."
            : $"A file of {ConnectionTypes.Words(Entity.Plural)} has no field {Quotation.Of(name)}.";

    private static ExportTask TaskOf(ExportInput<TEntity> input)
    {
        var condition = input.Select.Condition is { } given ? JsonNode.Parse(given)!.AsObject() : null;
        return new ExportTask(
            Entity.Name,
            input.Format,
            input.Fields ?? [.. ExportedField.Of(Entity).Where(field => field.IsUsual).Select(field => field.Name)],
            input.Labels,
            input.TimeZone,
            input.Delimiter is "TAB" ? '\t' : (input.Delimiter ?? ",")[0],
            input.ByteOrderMark ?? input.Labels,
            input.NeutralizeFormulas,
            input.IncludeDeleted,
            input.Select.Ids is { } ids ? SelectedIds.Where(Entity, ids) : condition?["where"]?.ToJsonString(),
            condition?["search"]?.GetValue<string>(),
            input.Order is null
                ? condition?["order"]?.ToJsonString()
                : $"[{string.Join(',', input.Order.Select(key => key.Json))}]",
            input.Reason,
            PartsOf(input)?.Include
        );
    }

    /// <summary>Why the list does not take what it was asked for.</summary>
    private sealed record Refused(string Part, ValidationCode Code, string Message);
}
