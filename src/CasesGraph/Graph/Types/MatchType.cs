using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using CasesGraph.Operations;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>As references in other inputs have it.</summary>
internal sealed class MatchType<TEntity> : OwnType
    where TEntity : class
{
    private static readonly EntityModel Entity = EntityModel.Of<TEntity>();

    public override Type Type => typeof(Match<TEntity>);
    public override string Name => RefTypes.NameOf(Entity);

    public override IGraphType Make(TypeRegistry types) => RefTypes.Make(types, Entity);

    public override object Read(object value, IReadOnlyList<string> path, InputReader reader) =>
        new Match<TEntity>
        {
            Ref = RefReader.Read((IReadOnlyDictionary<string, object?>)value, Entity, path, idPath: path, reader),
        };
}
