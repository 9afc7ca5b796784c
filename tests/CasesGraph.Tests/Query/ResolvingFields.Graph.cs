using GraphQL.Types;

namespace CasesGraph.Tests.Query;

/// <summary>Fields that the engine would resolve by code of ours: none, since what they need is read by plan.</summary>
internal static class ResolvingFields
{
    public static IEnumerable<string> Of(ISchema schema)
    {
        schema.Initialize();
        return schema
            .AllTypes.OfType<IComplexGraphType>()
            .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal))
            .SelectMany(type =>
                type.Fields.Where(own => own.Resolver is not null).Select(own => $"{type.Name}.{own.Name}")
            );
    }
}
