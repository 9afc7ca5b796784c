using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.StatusDetails;

[Description("The order of the statuses of one's own.")]
public sealed record OrderStatusDetailsInput(
    [property: Description(
        "Their ids in the order wanted; those that are not named follow, in the order that they have."
    )]
        IReadOnlyList<Ref<StatusDetail>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("All statuses of one's own in their new order, or why it is as it was.")]
[Errors(typeof(NotFoundError<StatusDetail>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record OrderStatusDetailsPayload(
    [property: Description("All of them, the first one first.")] IReadOnlyList<Ref<StatusDetail>>? StatusDetails,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<IChangeSet>? ChangeSet
);

internal sealed class OrderStatusDetails : IOperation<OrderStatusDetailsInput, OrderStatusDetailsPayload>
{
    public async Task<Outcome<OrderStatusDetailsPayload>> RunAsync(
        OrderStatusDetailsInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var all = await call
            .Db.Rows<StatusDetail>()
            .OrderBy(detail => detail.Position)
            .ThenBy(detail => detail.Id)
            .ToListAsync(token);
        var known = all.ToDictionary(detail => detail.Id);
        // A malformed id has been noted when it was read.
        var wanted = input.Ids.Distinct().Where(id => id.Key != 0).ToList();
        foreach (var id in wanted.Where(id => !known.ContainsKey(id.Key)))
            checks.Add(new NotFoundError<StatusDetail>(id));
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var named = wanted.ConvertAll(id => known[id.Key]);
        List<StatusDetail> ordered = [.. named, .. all.Except(named)];
        foreach (var (index, detail) in ordered.Index())
            detail.Position = index + 1;
        var changeSet = await call.SaveAllAsync(ChangeAction.Update, input.Reason, token);
        return new OrderStatusDetailsPayload(ordered.ConvertAll(detail => new Ref<StatusDetail>(detail.Id)), changeSet);
    }
}
