using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Editing;
using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.SavedFilters;

/// <summary>What a saved filter says, given as a whole.</summary>
internal sealed record FilterContent(
    GivenFilter<Case>? Where,
    IReadOnlyList<SortKey<Case>>? Order,
    string? Search,
    IReadOnlyList<string>? Columns
)
{
    public const string WhereText =
        "The condition, as the list of cases takes it. It is kept as it is given: me is whoever uses it, a relative time is counted from then.";

    public const string OrderText = "Sort keys, the most important first, one field each; none for the usual order.";

    public const string SearchText = "A search beside the condition, as the list of cases takes it.";

    public const string ColumnsText = "Names of fields of a case for a table, in their order, as caseFields has them.";

    private const int MostCharacters = 20_000;
    private const int MostColumns = 200;

    private static readonly ScalarField SearchField = (ScalarField)EntityModel.Of<SavedFilter>().Find("search")!;

    private string? OrderJson =>
        Order is { Count: > 0 } ? $"[{string.Join(',', Order.Select(key => key.Json))}]" : null;

    /// <summary>Whether anything is given.</summary>
    public bool Any => Where is not null || Order is not null || Search is not null || Columns is not null;

    /// <summary>Puts it in the place of all that a filter says.</summary>
    public void ApplyTo(SavedFilter filter)
    {
        filter.Where = Where!.Json;
        filter.Order = OrderJson;
        filter.Search = Search;
        filter.Columns = Columns is { Count: > 0 } ? JsonSerializer.Serialize(Columns) : null;
    }

    /// <summary>Notes what the list of cases would not take of it.</summary>
    public void Check(ConditionReader conditions, Call call, InputChecks checks)
    {
        checks.Text(InputChecks.Path("search"), SearchField, Search);
        CheckColumns(checks);
        if (Where is null)
        {
            checks.Add(
                InputChecks.Path("where"),
                ValidationCode.Required,
                "The condition, order, search and columns are given together; {} finds all."
            );
            return;
        }
        if (Where.Json.Length + (OrderJson?.Length ?? 0) > MostCharacters)
            checks.Add(InputChecks.Path("where"), ValidationCode.TooLong, "It is longer than 20,000 characters.");
        var kept = new KeptCondition(Version: 0, Where.Json, OrderJson, Search);
        foreach (var mistake in conditions.Read(EntityModel.Of<Case>(), kept, call.Caller).Mistakes)
            checks.Add(InputChecks.Path([.. mistake.Path]), ValidationCode.InvalidValue, mistake.Message);
    }

    /// <summary>Notes names that no field has, or that stand there twice.</summary>
    private void CheckColumns(InputChecks checks)
    {
        if (Columns?.Count > MostColumns)
            checks.Add(InputChecks.Path("columns"), ValidationCode.TooMany, "There are at most 200 columns.");
        var known = CaseFieldList.Names.ToHashSet(StringComparer.Ordinal);
        foreach (var (index, name) in (Columns ?? []).Index().Take(MostColumns))
        {
            if (!known.Remove(name))
                checks.Add(
                    InputChecks.Path("columns", InputChecks.Item(index)),
                    ValidationCode.InvalidValue,
                    $"{Quotation.Of(name)} is no field of a case, or stands there before."
                );
        }
    }
}
