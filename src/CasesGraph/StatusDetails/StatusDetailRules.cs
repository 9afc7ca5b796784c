using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.StatusDetails;

internal sealed class StatusDetailRules : EntityRules<StatusDetail>
{
    protected override async Task CheckAsync(
        EntityValues<StatusDetail> values,
        StatusDetail? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (values[nameof(StatusDetail.IsDefault)] is true)
            await CheckDefaultAsync(values, current, call, checks, token);
        // Nobody has what cannot be stored.
        if (values[nameof(StatusDetail.Key)] is not string key || !TextRules.IsStorable(key))
            return;
        var holder = await OthersThan(current, call)
            .Where(detail => detail.Key == key)
            .Select(detail => new { detail.Id })
            .SingleOrDefaultAsync(token);
        if (holder is null)
            return;
        const string taken = "Another status detail has this key already.";
        await checks.NotUniqueAsync<StatusDetail>(InputChecks.Path("key"), new(holder.Id), taken, taken, token);
    }

    public override async Task SettleNewAsync(StatusDetail entity, Call call, CancellationToken token)
    {
        entity.Id = StatusDetail.IdOf(entity.Key);
        entity.Position = 1 + (await call.Db.Set<StatusDetail>().MaxAsync(detail => (int?)detail.Position, token) ?? 0);
    }

    private static async Task CheckDefaultAsync(
        EntityValues<StatusDetail> values,
        StatusDetail? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var status = current?.Status ?? values[nameof(StatusDetail.Status)] as CaseStatus?;
        var other = await OthersThan(current, call)
            .Where(detail => detail.IsDefault && detail.Status == status)
            .Select(detail => new { detail.Id, detail.Label })
            .FirstOrDefaultAsync(token);
        if (other is not null)
            checks.Add(
                InputChecks.Path("isDefault"),
                ValidationCode.Conflict,
                $"{other.Label} is the default of this status; a status has at most one.",
                new Ref<StatusDetail>(other.Id)
            );
    }

    private static IQueryable<StatusDetail> OthersThan(StatusDetail? current, Call call)
    {
        var id = current?.Id ?? 0;
        return call.Db.Rows<StatusDetail>().Where(detail => detail.Id != id);
    }
}
