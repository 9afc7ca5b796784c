using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Attachments;

/// <summary>
/// One row: what addresses of files are signed with, by all processes on the database. The migration makes it up; with
/// another one, which each process reads when it starts, no older address works.
/// </summary>
public sealed class UrlKey
{
    public int Id { get; set; }

    /// <summary>At random, 64 hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Secret { get; set; }
}

internal sealed class UrlKeyMapping : IEntityTypeConfiguration<UrlKey>
{
    public void Configure(EntityTypeBuilder<UrlKey> builder) => builder.Property(key => key.Id).ValueGeneratedNever();
}
