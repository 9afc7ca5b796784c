using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Keys;

[Entity(
    "A key by which a program acts as a user; it may do what the user may, or less.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name)
)]
[Logged(RecordType.ApiKey)]
[Rights(AccessAction.KeysManage, Own = nameof(UserId), Log = AccessAction.LogView)]
[DecidesRights(nameof(SecretHash), nameof(PreviousSecretHash), nameof(PreviousUntil), nameof(RevokedAt))]
public sealed class ApiKey : IVersioned, IDerived, IUsed
{
    public long Id { get; set; }

    [Field("What people call it.", Audited = true)]
    [MaxLength(100), Searchable]
    public required string Name { get; set; }

    [Field("The public part, cgk_… up to the second underscore.", Audited = true)]
    [MaxLength(KeyText.IdLength)]
    public required string KeyId { get; set; }

    public long UserId { get; set; }

    [Field("The user as whom it acts.", Audited = true)]
    [Inverse("apiKeys", "The user's API keys, revoked ones too, by name.", Before = nameof(Users.User.CreatedAt))]
    public User User { get; set; } = null!;

    /// <summary>SHA-256 of the secret, which only the holder has.</summary>
    [MaxLength(32)]
    public required byte[] SecretHash { get; set; }

    /// <summary>That of the secret before the last rotation.</summary>
    [MaxLength(32)]
    public byte[]? PreviousSecretHash { get; set; }

    [Field(
        "Until when the secret before the last rotation works, in UTC; null where there was no rotation.",
        Audited = true
    )]
    public DateTime? PreviousUntil { get; set; }

    /// <summary>See <see cref="KeyScopes"/>.</summary>
    [Field("What alone it may do; not given: all that the user may.", Audited = true, OnlyInLog = true)]
    [MaxLength(2_000)]
    public string? Scopes { get; set; }

    /// <summary>See <see cref="KeyNetworks"/>.</summary>
    [Field("From where alone it works; not given: from everywhere.", Audited = true, OnlyInLog = true)]
    [MaxLength(4_000)]
    public string? Networks { get; set; }

    [Field("When it was created, in UTC.")]
    public DateTime CreatedAt { get; set; }

    public long? CreatedById { get; set; }

    [Field("Who created it; null for the command line.", Filterable = false, Sortable = false)]
    public User? CreatedBy { get; set; }

    [Field("When it works no more, in UTC.", Audited = true)]
    public DateTime ExpiresAt { get; set; }

    [Field("When it was last used, in UTC, to the hour; null while it was not.")]
    public DateTime? LastUsedAt { get; set; }

    [Field("When it was revoked, in UTC; null while it was not.", Audited = true)]
    public DateTime? RevokedAt { get; set; }

    [Field("When it was last written to, in UTC; its use does not count.")]
    public DateTime UpdatedAt { get; set; }

    [Field("Counts up with every write.")]
    public int Version { get; set; } = 1;

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "scopes",
            "What alone it may do, as far as the user may; null for all that the user may.",
            $"[{nameof(AccessAction)}!]",
            [nameof(Scopes)],
            row => KeyScopes.Json((string?)row[0])
        ),
        new(
            "networks",
            "From where alone it works: addresses with the length of their prefix (CIDR), such as 192.0.2.0/24 or 2001:db8::/32; null for everywhere.",
            "[String!]",
            [nameof(Networks)],
            row => KeyNetworks.Json((string?)row[0])
        ),
    ];
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.HasOne(key => key.User).WithMany().HasForeignKey(key => key.UserId);
        builder.HasOne(key => key.CreatedBy).WithMany().HasForeignKey(key => key.CreatedById);
        builder.HasIndex(key => key.KeyId).IsUnique();
        builder.HasIndex(key => new { key.UserId, key.Name });
        builder.HasIndex(key => key.Name);
    }
}
