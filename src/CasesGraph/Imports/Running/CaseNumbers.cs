using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>Numbers that new cases bring along: such as nobody has or had.</summary>
internal static class CaseNumbers
{
    private const long Most = (1L << 53) - 1;

    public static async Task CheckAsync(IEnumerable<GivenRow> rows, ImportPlan plan, Call call, CancellationToken token)
    {
        if (plan.Find("number") is not { } field)
            return;
        var given = rows.Select(row => (Row: row, Number: row.Of("number") as long?))
            .Where(one => one.Number is not null)
            .ToList();
        var numbers = given.ConvertAll(one => one.Number!.Value);
        var taken = await call
            .Db.Cases.Where(c => numbers.Contains(c.Number))
            .Select(c => c.Number)
            .ToHashSetAsync(token);
        var had = await call
            .Db.Set<CaseChange>()
            .Where(change => change.CaseNumber != null && numbers.Contains(change.CaseNumber.Value))
            .Select(change => change.CaseNumber!.Value)
            .Distinct()
            .ToListAsync(token);
        var seen = await call.Db.SeenAsync(typeof(Case), taken, token);
        foreach (var (row, number) in given)
        {
            var one = number!.Value;
            if (one is < 1 or > Most)
                row.Reject(field, ValidationCode.InvalidValue, $"number: it is from 1 to {Most}.");
            else if (taken.Contains(one) || had.Contains(one))
                row.Reject(
                    new RowReason(field, ValidationCode.NotUnique, $"number: {one} was given to another case before.")
                    {
                        Existing = taken.Contains(one) && seen.Contains(one) ? new Ref<Case>(one) : null,
                    }
                );
        }
    }

    /// <summary>The database gives numbers behind these from now on.</summary>
    public static async Task MakeRoomAsync(IEnumerable<GivenRow> rows, Call call, CancellationToken token)
    {
        var most = rows.Select(row => row.Of("number") as long?).Max();
        if (most is { } number && call.Db.Dialect.KeysGoOnBehind(EntityModel.Of<Case>(), number) is { } statement)
            await call.Db.Database.ExecuteSqlRawAsync(statement, token);
    }
}
