using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.SavedFilters;

/// <summary>What is told of a saved filter to whoever would use it now.</summary>
internal abstract class SavedFilterField : OwnField
{
    public override Type Entity => typeof(SavedFilter);

    public override QueryArguments Declare(TypeRegistry types) => [];

    public override DerivedField Read(IReadOnlyDictionary<string, object?> given) =>
        new(
            Name,
            Description,
            Type,
            [nameof(SavedFilter.Where), nameof(SavedFilter.Order), nameof(SavedFilter.Search)],
            row => Told(new(Version: 0, (string)row[0]!, (string?)row[1], (string?)row[2]), (Caller)row[3]!)
        )
        {
            OfCaller = true,
        };

    protected abstract object Told(KeptCondition kept, Caller caller);
}

internal sealed class FilterProblemsField(ConditionReader conditions) : SavedFilterField
{
    public override string Name => "problems";
    public override string Type => "[String!]!";
    public override string Description =>
        "Why the caller cannot use it now, each with the path in where or order, such as a field that there is no more; none where it can be used.";

    protected override object Told(KeptCondition kept, Caller caller) =>
        JsonSerializer.SerializeToElement(
            conditions.Read(EntityModel.Of<Case>(), kept, caller).Mistakes.Select(mistake => mistake.Text)
        );
}

internal sealed class FollowableField(ConditionReader conditions) : SavedFilterField
{
    public override string Name => "followable";
    public override string Type => "Boolean!";
    public override string Description =>
        "Whether where is a CaseFacetFilterInput too, to be followed as list of onCaseChanged; a search cannot be followed.";

    protected override object Told(KeptCondition kept, Caller caller) =>
        JsonSerializer.SerializeToElement(
            string.IsNullOrWhiteSpace(kept.Search)
                && conditions.Fits(EntityModel.Of<CaseChange>(), "list", FacetFilterFields.TypeName, kept.Where, caller)
        );
}
