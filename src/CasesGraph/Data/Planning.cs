using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Caching.Memory;

namespace CasesGraph.Data;

/// <summary>
/// The options of contexts that only translate queries. EF Core would keep each of these with its expressions and the code
/// that it made for its rows, a thousand of them, and never find one again, as their parameters are objects of one plan.
/// </summary>
internal sealed class Planning
{
    /// <summary>Too small for any entry. One for all databases: EF Core makes its services anew for each cache.</summary>
    private static readonly MemoryCache Nothing = new(new MemoryCacheOptions { SizeLimit = 1 });

    private IModel? model;

    /// <summary>Sets them; the model stays that of the other contexts.</summary>
    public void Set(DbContextOptionsBuilder builder, Func<DbContext> other) =>
        builder.UseMemoryCache(Nothing).UseModel(model ??= ModelOf(other));

    private static IModel ModelOf(Func<DbContext> other)
    {
        using var db = other();
        return db.Model;
    }
}
