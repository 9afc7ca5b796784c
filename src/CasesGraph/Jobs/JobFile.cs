using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Jobs;

/// <summary>A complete file that a job has made. What the job has it for, a key of the job says.</summary>
public sealed class JobFile
{
    /// <summary>How long an address of it works at least.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public long Id { get; set; }

    public long JobId { get; set; }
    public Job Job { get; set; } = null!;

    [MaxLength(255)]
    public required string FileName { get; set; }

    [MaxLength(100)]
    public required string ContentType { get; set; }

    public long Size { get; set; }

    [MaxLength(64)]
    public required string Sha256 { get; set; }

    /// <summary>Where the content is.</summary>
    [MaxLength(100)]
    public required string StorageKey { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>The address for a caller, as a derived field of the job tells it.</summary>
    /// <param name="id">The file's key; null for no file.</param>
    public static string? Url(object? id, object? caller) => id is long key ? Of(key, caller).Address : null;

    /// <summary>Until when that works, as JSON has it.</summary>
    /// <param name="removed">When the file is removed.</param>
    public static string? UrlUntil(object? id, object? removed, object? caller) =>
        (id, removed) is (long key, DateTime end)
            ? Text(Of(key, caller).Until is { } until && until < end ? until : end)
            : null;

    private static string Text(DateTime time) => Scalar.Instant.Written.Of(Scalar.Instant.ToStored(time));

    private static (string Address, DateTime? Until) Of(long key, object? caller) =>
        FileUrl.Of(FileUrl.JobFiles, nameof(JobFile), key, fileName: null, (Caller?)caller, Day);
}

internal sealed class JobFileMapping : IEntityTypeConfiguration<JobFile>
{
    public void Configure(EntityTypeBuilder<JobFile> builder)
    {
        builder.HasOne(file => file.Job).WithMany().HasForeignKey(file => file.JobId);
        builder.HasIndex(file => file.JobId);
        builder.HasIndex(file => file.StorageKey);
    }
}
