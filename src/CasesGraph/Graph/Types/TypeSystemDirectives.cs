using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Types;

/// <summary>Directives of the specification that only schemas use, and that the engine does not list by itself.</summary>
internal static class TypeSystemDirectives
{
    public static Directive[] All =>
        [
            new Listed("specifiedBy", DirectiveLocation.Scalar)
            {
                Description = "Tells where the form of a scalar's values is specified.",
                Arguments = new QueryArguments(
                    new QueryArgument<NonNullGraphType<StringGraphType>>
                    {
                        Name = "url",
                        Description = "The address of the specification.",
                    }
                ),
            },
            new Listed("oneOf", DirectiveLocation.InputObject)
            {
                Description = "Exactly one field of the input is given, and it is not null.",
            },
        ];

    private sealed class Listed(string name, DirectiveLocation location) : Directive(name, location)
    {
        public override bool? Introspectable => true;
    }
}
