using System.Collections.Concurrent;
using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>Tells which keys are of rows that are seen: for what a write is told to look at.</summary>
/// <param name="contexts">Make contexts to translate with.</param>
internal sealed class SeenKeys(Func<CasesDb> contexts)
{
    private readonly ConcurrentDictionary<Type, Statement> statements = new();

    public async Task<IReadOnlyCollection<long>> AmongAsync(
        Type entity,
        IReadOnlyCollection<long> keys,
        StatementRunner runner,
        Caller caller,
        CancellationToken token
    )
    {
        var statement = statements.GetOrAdd(entity, Translate);
        var rows = await runner.ReadAsync(
            statement,
            new StatementInput(NoValues.Instance, keys, Limit: 0) { Caller = caller },
            token
        );
        return Enumerable.Range(0, rows.Count).Select(row => rows[row, 0].Number).ToHashSet();
    }

    private Statement Translate(Type entity) =>
        (Statement)
            new Func<Statement>(Translate<object>)
                .Method.GetGenericMethodDefinition()
                .MakeGenericMethod(entity)
                .Invoke(this, parameters: null)!;

    private Statement Translate<T>()
        where T : class
    {
        using var db = contexts();
        var name = EntityModel.Of<T>().Key!.Name;
        var rows = db.Set<T>()
            .Where(row => AmongKeys.Has(EF.Property<long>(row, name)))
            .Select(row => new object[] { EF.Property<long>(row, name) });
        return Statement.Translate(rows, new Translation(db, CallerSlots.All), [StoredAs.Number]);
    }
}
