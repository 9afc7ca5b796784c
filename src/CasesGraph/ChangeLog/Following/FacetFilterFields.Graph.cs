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
            part.IsFollowed && string.Equals(NameOf(part), name, StringComparison.Ordinal)
        );

    public static ValueField Field(string name) =>
        CaseFacets.Fields.Single(field => string.Equals(field.InputName, name, StringComparison.Ordinal));

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
        var made = FilterTypes.New(
            TypeName,
            "The list of cases that is followed. Each value is a value of CaseFilterInput too, so that one variable serves the list and what follows it. Deleted and merged cases are in no list."
        );
        var cases = EntityModel.Of<Case>();
        FieldModel?[] fields = [cases.Find("number"), cases.Find("state"), .. CaseFacets.Fields];
        foreach (var field in fields)
        {
            if (field is ScalarField scalar)
                made.AddField(scalar.Name, ComparisonTypes.For(types, scalar.Scalar), scalar.Description);
            else if (field is ReferenceField { Declared.GivenBy: { } by } named)
                made.AddField(named.Name, Key(types, named, by), named.Description);
            else if (field is ReferenceField reference)
                made.AddField(
                    reference.InputName,
                    ComparisonTypes.Id(types, EntityModel.Of(reference.Target)),
                    $"By id: {reference.Description}"
                );
        }
        foreach (var part in CaseParts.Links.Where(part => part.IsFollowed))
            made.AddField(NameOf(part), Links(types, part), part.Description);
        return made;
    }

    private static string Key(TypeRegistry types, ReferenceField reference, string by)
    {
        var key = Ensure(
            types,
            "FollowedKeyFilterInput",
            "Which object it is, by its key.",
            ("eq", "String", "The one with this key; null for none."),
            ("neq", "String", "Not the one with this key."),
            ("in", "[String]", "One of those with these keys."),
            ("nin", "[String]", "None of those with these keys.")
        );
        var noun = EntityModel.Of(reference.Target).Noun;
        return Ensure(
            types,
            $"Followed{reference.Target.Name}FilterInput",
            $"Which {noun} it is; {{}} is any, or none.",
            (Naming.Camel(by), key, $"The {noun} by its {Naming.Camel(by)}.")
        );
    }

    /// <summary>Of objects that a case is linked with only the ids are kept.</summary>
    private static string Links(TypeRegistry types, LinkPart part)
    {
        var id = Ensure(
            types,
            "FollowedIdFilterInput",
            "Which object it is, by its id.",
            ("eq", "ID", "The object with this id."),
            ("in", "[ID]", "One of the objects with these ids.")
        );
        var one = Ensure(
            types,
            $"Followed{part.Target.Name}FilterInput",
            $"Which {part.Noun} it is; {{}} is any.",
            ("id", id, $"The {part.Noun} by its id.")
        );
        return Ensure(
            types,
            $"Followed{part.Target.Name}sFilterInput",
            $"Conditions on the {part.Noun}s of a case.",
            ("some", one, "The case has one of these."),
            ("none", one, "The case has none of these.")
        );
    }

    private static string Ensure(
        TypeRegistry types,
        string name,
        string description,
        params (string Name, string Type, string Description)[] fields
    )
    {
        types.Ensure(
            name,
            () =>
            {
                var made = new InputObjectGraphType { Name = name, Description = description };
                foreach (var field in fields)
                    made.AddField(field.Name, field.Type, field.Description);
                return made;
            }
        );
        return name;
    }

    private static string NameOf(LinkPart part) => part.Field.Name.ToLowerInvariant();
}
