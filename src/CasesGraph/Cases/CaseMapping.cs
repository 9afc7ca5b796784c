using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Cases;

/// <summary>
/// The table and its indexes. Lists leave deleted rows out, so their indexes do too; each ends in the key, which is
/// the last sort key of every list, and holds DeletedAt, always null, so that counts need not look at the rows. The
/// usual lists are written out in the tests of the query plans. Every write to a case changes UpdatedAt, so what an index
/// that has it costs is paid by all: seven of all cases have it, and lists that none of them fits are read from several of its ranges
/// (docs/decisions/0027).
/// </summary>
internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.Property(c => c.State).IsWhetherAtLeast(nameof(Case.Status), CaseRules.FirstClosed);
        builder.Ignore(c => c.CreatedBy).Ignore(c => c.UpdatedBy);
        builder.HasIndex(c => c.ExternalReference).IsUnique();

        builder.HasIndex(c => c.MergedIntoNumber).OfRowsWith(nameof(Case.MergedIntoNumber));
        // By which contacts of merged cases come to what goes on in their place.
        builder.HasIndex(c => new { c.OpenedById, c.MergedIntoNumber }).OfRowsWith(nameof(Case.MergedIntoNumber));
        builder.HasIndex(c => new { c.AccountId, c.MergedIntoNumber }).OfRowsWith(nameof(Case.MergedIntoNumber));

        builder.HasIndex(c => c.FollowUpOfNumber).OfRowsWith(nameof(Case.FollowUpOfNumber));

        builder.HasIndex(c => c.Number, "IX_Case_WithoutBands").OfRowsWithout(nameof(Case.SubjectBands));

        // Merging what they lead to moves deleted ones too; the lists below have none.
        builder.HasIndex(c => c.AccountId, "IX_Case_AccountId_Deleted").OfRowsWith(nameof(Case.DeletedAt));
        builder.HasIndex(c => c.OpenedById, "IX_Case_OpenedById_Deleted").OfRowsWith(nameof(Case.DeletedAt));

        // The trash, in its own order.
        builder.HasIndex(c => new { c.DeletedAt, c.Number }).OfRowsWith(nameof(Case.DeletedAt));
        builder
            .HasIndex(c => new
            {
                c.TeamId,
                c.DeletedAt,
                c.Number,
            })
            .OfRowsWith(nameof(Case.DeletedAt));

        foreach (var list in Lists)
        {
            builder
                .HasIndex([.. list.Select(column => column.TrimStart('-')), nameof(Case.DeletedAt)])
                .OfRowsInUse()
                .IsDescending([.. list.Select(column => column.StartsWith('-')), false]);
        }

        ListsOfSome(builder);

        builder.HasOne(c => c.Team).WithMany().HasForeignKey(c => c.TeamId);
        builder.HasOne(c => c.Account).WithMany().HasForeignKey(c => c.AccountId);
        builder.HasOne(c => c.MergedInto).WithMany(c => c.MergedFrom).HasForeignKey(c => c.MergedIntoNumber);
        // No constraint in the database (the migration leaves it out): it outlives a purge of the other case, as the log does.
        builder.HasOne(c => c.FollowUpOf).WithMany().HasForeignKey(c => c.FollowUpOfNumber);
        builder.HasOne(c => c.StatusDetail).WithMany().HasForeignKey(c => c.StatusDetailId);
        builder.HasOne(c => c.AssignedTo).WithMany().HasForeignKey(c => c.AssignedToId);
        builder.HasOne(c => c.OpenedBy).WithMany().HasForeignKey(c => c.OpenedById);
        builder.HasOne(c => c.CreatedByUser).WithMany().HasForeignKey(c => c.CreatedByUserId);
        builder.HasOne(c => c.CreatedByContact).WithMany().HasForeignKey(c => c.CreatedByContactId);
        builder.HasOne(c => c.UpdatedByUser).WithMany().HasForeignKey(c => c.UpdatedByUserId);
        builder.HasOne(c => c.UpdatedByContact).WithMany().HasForeignKey(c => c.UpdatedByContactId);
    }

    /// <summary>Lists of few cases, whose indexes the others are not in.</summary>
    private static void ListsOfSome(EntityTypeBuilder<Case> builder)
    {
        builder
            .HasIndex(c => new
            {
                c.StatusDetailId,
                c.UpdatedAt,
                c.Number,
                c.DeletedAt,
            })
            .OfRowsInUseWith(nameof(Case.StatusDetailId));
        builder
            .HasIndex(c => new
            {
                c.State,
                c.CreatedAt,
                c.Number,
                c.DeletedAt,
            })
            .OfRowsInUseWithout(nameof(Case.FirstResponseAt));
        builder
            .HasIndex(c => new
            {
                c.AssignedAt,
                c.Number,
                c.DeletedAt,
            })
            .OfRowsInUseWith(nameof(Case.AssignedAt));
        builder
            .HasIndex(c => new
            {
                c.TeamId,
                c.WaitingSince,
                c.Number,
                c.DeletedAt,
            })
            .OfRowsInUseWith(nameof(Case.WaitingSince));
        builder
            .HasIndex(c => new
            {
                c.CreatedByUserId,
                c.Status,
                c.Priority,
                c.UpdatedAt,
                c.Number,
                c.DeletedAt,
            })
            .OfRowsInUseWithout(nameof(Case.AssignedToId));

        builder
            .HasIndex(c => new
            {
                c.CreatedByUserId,
                c.Number,
                c.DeletedAt,
            })
            .OfRowsInUseWithout(nameof(Case.AssignedToId));
    }

    /// <summary>Column names, "-" for descending where a list mixes directions (an index reads both ways).</summary>
    private static readonly string[][] Lists =
    [
        [nameof(Case.Status), nameof(Case.Priority), nameof(Case.UpdatedAt), nameof(Case.Number)],
        [nameof(Case.Status), nameof(Case.CreatedAt), nameof(Case.Number)],
        [nameof(Case.Status), nameof(Case.Number)],
        [nameof(Case.Priority), nameof(Case.Number)],
        [nameof(Case.Type), nameof(Case.Number)],
        [nameof(Case.State), nameof(Case.UpdatedAt), nameof(Case.Number)],
        [
            nameof(Case.AssignedToId),
            nameof(Case.Status),
            nameof(Case.Priority),
            nameof(Case.UpdatedAt),
            nameof(Case.Number),
        ],
        [nameof(Case.AssignedToId), nameof(Case.State), nameof(Case.UpdatedAt), nameof(Case.Number)],
        [nameof(Case.AssignedToId), nameof(Case.Number)],
        [nameof(Case.State), nameof(Case.WaitingSince), nameof(Case.Number)],
        [nameof(Case.AssignedToId), nameof(Case.State), nameof(Case.WaitingSince), nameof(Case.Number)],
        [nameof(Case.TeamId), nameof(Case.Status), nameof(Case.Priority), nameof(Case.UpdatedAt), nameof(Case.Number)],
        [nameof(Case.TeamId), nameof(Case.State), nameof(Case.UpdatedAt), nameof(Case.Number)],
        [nameof(Case.TeamId), nameof(Case.Number)],
        [nameof(Case.AccountId), nameof(Case.Number)],
        [nameof(Case.OpenedById), nameof(Case.Number)],
        [nameof(Case.UpdatedAt), nameof(Case.Number)],
        [nameof(Case.CreatedAt), nameof(Case.Number)],
        [nameof(Case.ClosedAt), nameof(Case.Number)],
        [nameof(Case.Subject), nameof(Case.Number)],
        [nameof(Case.State), nameof(Case.LastIncomingAt), nameof(Case.Number)],
        [nameof(Case.State), nameof(Case.MessageCount), nameof(Case.Number)],
    ];
}
