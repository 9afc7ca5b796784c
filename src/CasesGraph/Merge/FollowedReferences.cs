using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.Merge;

/// <summary>
/// A case that gets back what it referred to may get something that was merged since: it refers to what goes on in its
/// place. Nothing leads to a merged object.
/// </summary>
internal static class FollowedReferences
{
    private static readonly IReadOnlyList<ReferenceField> Fields =
    [
        .. EntityModel
            .Of<Case>()
            .ValueFields.OfType<ReferenceField>()
            .Where(field => field.Target.IsAssignableTo(typeof(IMergeable))),
    ];

    extension(Call call)
    {
        public async Task FollowMergedAsync(IEnumerable<Case> cases, CancellationToken token)
        {
            foreach (var one in cases)
            {
                foreach (var field in Fields.Where(field => Changes(call.Db.Entry(one).Property(field.Property.Name))))
                {
                    var key = (long)field.Property.GetValue(one)!;
                    if (
                        await call.Db.FindAsync(field.Target, [key], token) is IMergeable { MergedIntoId: { } survivor }
                    )
                        field.Property.SetValue(one, survivor);
                }
            }
        }
    }

    private static bool Changes(PropertyEntry property) =>
        property.CurrentValue is not null && !Equals(property.CurrentValue, property.OriginalValue);
}
