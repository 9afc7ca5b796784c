using CasesGraph.Cases;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Links;

internal sealed class CaseContactMapping : IEntityTypeConfiguration<CaseContact>
{
    public void Configure(EntityTypeBuilder<CaseContact> builder)
    {
        builder.HasKey(link => new { link.CaseNumber, link.ContactId });
        builder.HasIndex(link => new { link.ContactId, link.CaseNumber });
        builder
            .HasIndex(link => link.CaseNumber, "IX_CaseContact_OnePrimary")
            .IsUnique()
            .OfRowsWhere(nameof(CaseContact.Role), ContactRole.Primary);
        builder.HasOne(link => link.Case).WithMany().HasForeignKey(link => link.CaseNumber);
        builder.HasOne(link => link.Contact).WithMany().HasForeignKey(link => link.ContactId);
    }
}

internal sealed class CaseBugMapping : IEntityTypeConfiguration<CaseBug>
{
    public void Configure(EntityTypeBuilder<CaseBug> builder)
    {
        builder.HasKey(link => new { link.CaseNumber, link.BugNumber });
        builder.HasIndex(link => new { link.BugNumber, link.CaseNumber });
        builder.HasOne(link => link.Case).WithMany().HasForeignKey(link => link.CaseNumber);
        builder.HasOne(link => link.Bug).WithMany().HasForeignKey(link => link.BugNumber);
    }
}
