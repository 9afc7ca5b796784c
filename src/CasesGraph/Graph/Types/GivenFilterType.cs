using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using CasesGraph.Operations;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>A condition of a list in the input of a mutation that keeps it.</summary>
internal sealed class GivenFilterType<TEntity> : OwnType
    where TEntity : class
{
    private static readonly EntityModel Entity = EntityModel.Of<TEntity>();

    public override Type Type => typeof(GivenFilter<TEntity>);
    public override string Name => Entity.FilterName;

    public override IGraphType Make(TypeRegistry types) => FilterTypes.Make(types, Name, Entity, node: null);

    public override object Read(object value, IReadOnlyList<string> path, InputReader reader) =>
        new GivenFilter<TEntity>(GivenJson.Of(value));
}
