using CasesGraph.Cases;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.ChangeLog.Following;

/// <summary>The filter of a list of cases that can be followed: those fields of CaseFilterInput that the log keeps.</summary>
internal static class FacetFilterFields
{
    public const string TypeName = "CaseFacetFilterInput";

    public static LinkPart? Link(string name) =>
        CaseParts.Links.FirstOrDefault(part =>
            part.Facet is not null && string.Equals(NameOf(part), name, StringComparison.Ordinal)
        );

    public static ValueField Field(string name) =>
        CaseFacets.Fields.Single(field => string.Equals(NameOf(field), name, StringComparison.Ordinal));

    public static QueryArgument Argument(TypeRegistry types)
    {
        types.Ensure(typeof(ListEffect));
        types.Ensure(TypeName, () => Make(types));
        return TypeText.Argument(
            "list",
            TypeName,
            "Only changes of cases that the list with this filter had before the change or has after it, as listEffect tells: the same whenever it is asked."
        );
    }

    private static InputObjectGraphType Make(TypeRegistry types)
    {
        var made = new InputObjectGraphType
        {
            Name = TypeName,
            Description =
                "The list of cases that is followed. Each value is a value of CaseFilterInput too, so that one variable serves the list and what follows it. Deleted and merged cases are in no list.",
        };
        Add("and", $"[{TypeName}!]", "All of these must hold.");
        Add("or", $"[{TypeName}!]", "One of these must hold; an empty list is ignored.");
        Add("not", TypeName, "This must not hold; an empty object matches none.");
        AddScalar("number");
        AddScalar("state");
        foreach (var field in CaseFacets.Fields)
        {
            if (field is ScalarField scalar)
                AddScalar(scalar.Name);
            else if (field is ReferenceField reference)
                Add(
                    NameOf(field),
                    ComparisonTypes.Id(types, EntityModel.Of(reference.Target)),
                    $"By id: {field.Declared.Description}"
                );
        }
        foreach (var part in CaseParts.Links.Where(part => part.Facet is not null))
            Add(NameOf(part), Links(types, part), part.Description);
        return made;

        void AddScalar(string name)
        {
            var field = (ScalarField)EntityModel.Of<Case>().Find(name)!;
            Add(name, ComparisonTypes.For(types, field.Scalar), field.Description);
        }

        void Add(string name, string type, string description) =>
            made.AddField(TypeText.Field(name, type, description));
    }

    /// <summary>Of objects that a case is linked with only the ids are kept.</summary>
    private static string Links(TypeRegistry types, LinkPart part)
    {
        var (list, one, id) = (
            $"Followed{part.Target.Name}sFilterInput",
            $"Followed{part.Target.Name}FilterInput",
            "FollowedIdFilterInput"
        );
        types.Ensure(
            id,
            () =>
            {
                var made = new InputObjectGraphType { Name = id, Description = "Which object it is, by its id." };
                made.AddField(TypeText.Field("eq", "ID", "The object with this id."));
                made.AddField(TypeText.Field("in", "[ID]", "One of the objects with these ids."));
                return made;
            }
        );
        types.Ensure(
            one,
            () =>
            {
                var made = new InputObjectGraphType
                {
                    Name = one,
                    Description = $"Which {part.Noun} it is; {{}} is any.",
                };
                made.AddField(TypeText.Field("id", id, $"The {part.Noun} by its id."));
                return made;
            }
        );
        types.Ensure(
            list,
            () =>
            {
                var made = new InputObjectGraphType
                {
                    Name = list,
                    Description = $"Conditions on the {part.Noun}s of a case.",
                };
                made.AddField(TypeText.Field("some", one, "The case has one of these."));
                made.AddField(TypeText.Field("none", one, "The case has none of these."));
                return made;
            }
        );
        return list;
    }

    private static string NameOf(LinkPart part) => part.Field.Name.ToLowerInvariant();

    private static string NameOf(ValueField field) => field.InputName;
}
