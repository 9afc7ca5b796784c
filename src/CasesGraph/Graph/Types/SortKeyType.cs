using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using CasesGraph.Operations;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>A sort key of a list in the input of a mutation.</summary>
internal sealed class SortKeyType<TEntity> : OwnType
    where TEntity : class
{
    private static readonly EntityModel Entity = EntityModel.Of<TEntity>();

    public override Type Type => typeof(SortKey<TEntity>);
    public override string Name => SortTypes.NameOf(Entity.Name);

    public override IGraphType Make(TypeRegistry types) => SortTypes.Make(types, Entity);

    public override object Read(object value, IReadOnlyList<string> path, InputReader reader) =>
        new SortKey<TEntity>(GivenJson.Of(value));
}
