using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Imports;

[Entity(
    "A file that was sent to be imported, and what was found out about it. Its sender sees it, and who manages jobs.",
    DefaultOrder = $"-{nameof(Id)}"
)]
[Rights(AccessAction.JobsManage, Own = nameof(CreatedByUserId))]
public sealed class Import : IWriteMark, IDerived
{
    public long Id { get; set; }

    [Field("The name that the file was sent with, without a path.")]
    [MaxLength(255)]
    public required string FileName { get; set; }

    [Field("How many bytes the file has.")]
    public long Size { get; set; }

    [Field("The SHA-256 of the content in 64 small hexadecimal digits.")]
    [MaxLength(64)]
    public required string Sha256 { get; set; }

    /// <summary>Where the content is.</summary>
    [MaxLength(100)]
    public required string StorageKey { get; set; }

    [Field("Whether all rows have been looked at.")]
    public ImportState State { get; set; }

    [Field("What the file is, whatever its name says.")]
    public FileFormat Format { get; set; }

    [Field("What its rows are.")]
    public ImportRecords Records { get; set; }

    [Field("How many rows have data; null until all have been looked at.")]
    public int? RowCount { get; set; }

    /// <summary>When one expires that no request gets any more, while a job has it yet (<see cref="ForgottenImports"/>).</summary>
    internal static readonly DateTime AtOnce = DateTime.UnixEpoch;

    [Field("When the file and all that was found out about it are removed, in UTC.")]
    public DateTime ExpiresAt { get; set; }

    [Field("When the file was sent, in UTC.")]
    public DateTime CreatedAt { get; set; }

    public long? CreatedByUserId { get; set; }
    public User? CreatedByUser { get; set; }
    public long? CreatedByContactId { get; set; }
    public Contact? CreatedByContact { get; set; }

    [Field("Who sent the file.")]
    public Actor CreatedBy
    {
        get => new(CreatedByUserId, CreatedByContactId);
        set => (CreatedByUserId, CreatedByContactId) = value;
    }

    /// <summary>Whether its sender had sent the same file before.</summary>
    public bool SentBefore { get; set; }

    /// <summary>The job that looks at all rows, or has; one that is superseded writes nothing any more.</summary>
    public long? AnalysisId { get; set; }

    /// <summary>How much of the file it has read, in ten-thousandths.</summary>
    public int Part { get; set; }

    /// <summary>What callers have said of how it is written (<see cref="ImportDialectInput"/>); null for nothing.</summary>
    [MaxLength(10_000)]
    public string? Chosen { get; set; }

    /// <summary>The mapping that is proposed (<see cref="Mappings.MappedFields"/>), in JSON; null for none.</summary>
    public string? Mapped { get; set; }

    /// <summary>These are JSON, as callers read it.</summary>
    public string Dialect { get; set; } = "null";
    public string? Sheets { get; set; }
    public string Columns { get; set; } = "[]";
    public string Proposal { get; set; } = "{}";
    public string Missing { get; set; } = "[]";
    public string Notes { get; set; } = "[]";

    /// <summary>Places to read on from, in JSON.</summary>
    public string Checkpoints { get; set; } = "[]";

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "progress",
            "From 0 to 1: how much of the file has been read.",
            "Float!",
            [nameof(State), nameof(Part)],
            row => row[0] is ImportState.Ready ? 1.0 : (double)(int)row[1]! / LongRun.Whole
        ),
        Json<ImportDialect>("dialect", "How the file is written.", "ImportDialect!", nameof(Dialect)),
        Json<ImportSheet>(
            "sheets",
            "The sheets of a workbook; null for other files.",
            "[ImportSheet!]",
            nameof(Sheets)
        ),
        Json<ImportColumn>(
            "columns",
            "Its columns, in their order; what is known of them is from the rows that have been read.",
            "[ImportColumn!]!",
            nameof(Columns)
        ),
        new(
            "proposal",
            "What would be brought where, the best guess: an object with the fields of StartImportInput, ready to be sent back.",
            "Any!",
            [nameof(Id), nameof(Proposal)],
            row => Proposed(row)
        ),
        new(
            "missing",
            "Names of fields that new records have to have and no column is proposed for.",
            "[String!]!",
            [nameof(Missing)],
            row => Read(row)
        ),
        Json<ImportNote>("notes", "What whoever imports the file should know.", "[ImportNote!]!", nameof(Notes)),
    ];

    private static DerivedField Json<TRecord>(string name, string description, string type, string column) =>
        new(name, description, type, [column], row => Read(row)) { Record = typeof(TRecord) };

    private static JsonElement Proposed(object?[] row)
    {
        var proposal = JsonNode.Parse((string)row[1]!)!.AsObject();
        proposal.Insert(0, "importId", OpaqueId.Encode(nameof(Import), (long)row[0]!));
        return JsonSerializer.SerializeToElement(proposal);
    }

    private static JsonElement Read(object?[] row) => JsonElement.Parse(row[0] as string ?? "null");
}

[Description("How far the analysis of a file is.")]
public enum ImportState
{
    [Description("Its beginning was looked at; a job looks at all rows.")]
    Analysing,

    [Description("All rows were looked at.")]
    Ready,

    [Description("It could not be read to its end, or the job was cancelled: the job says why.")]
    Failed,
}

internal sealed class ImportTable : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.Ignore(file => file.CreatedBy);
        builder.HasOne(file => file.CreatedByUser).WithMany().HasForeignKey(file => file.CreatedByUserId);
        builder.HasOne(file => file.CreatedByContact).WithMany().HasForeignKey(file => file.CreatedByContactId);
        builder.HasIndex(file => new { file.CreatedByUserId, file.Id }).OfRowsWith(nameof(Import.CreatedByUserId));
        builder.HasIndex(file => file.ExpiresAt);
        builder.HasIndex(file => file.StorageKey);
    }
}
