using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Data;

/// <summary>
/// One row, whose number counts the writes that changed what callers may do, each in its own transaction. So of two at
/// once the second one sees what the first has done; and whoever remembers rights asks for this alone.
/// </summary>
public sealed class AccessVersion
{
    public int Id { get; set; }

    public long Number { get; set; }
}

internal sealed class AccessVersionMapping : IEntityTypeConfiguration<AccessVersion>
{
    public void Configure(EntityTypeBuilder<AccessVersion> builder) =>
        builder.Property(version => version.Id).ValueGeneratedNever();
}

internal static class AccessVersions
{
    extension(CasesDb db)
    {
        public Task<long> AccessVersionAsync(CancellationToken token) =>
            db.Set<AccessVersion>().AsNoTracking().Select(version => version.Number).SingleAsync(token);

        /// <summary>For a write that changes what callers may do.</summary>
        public async Task RaiseAccessVersionAsync(CancellationToken token)
        {
            db.ChangesRights = true;
            await db.Set<AccessVersion>()
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Number, one => one.Number + 1), token);
        }
    }
}
