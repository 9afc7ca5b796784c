using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Description("One object of many that was not written, and why.")]
public sealed record Rejection(
    [property: Description("The id that was given."), AsId] string Id,
    [property: Description("Why it was not written, for people.")] string Reason,
    [property: Description("Why it was not written, for programs.")] ValidationCode Code
)
{
    internal static IReadOnlyList<Rejection> Of<TEntity>(IReadOnlyList<Refusal<TEntity>> refused)
        where TEntity : class =>
        [
            .. refused.Select(one => new Rejection(
                OpaqueId.Encode(typeof(TEntity).Name, one.Id.Key),
                one.Reason,
                one.Code
            )),
        ];
}
