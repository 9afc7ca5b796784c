using System.ComponentModel;
using System.Text.Json.Serialization;
using CasesGraph.Cases;
using CasesGraph.Imports.Mappings;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Starting;

[Description("What of a file is to be brought in, and how. The proposal of the import is one, but for importId.")]
public sealed record StartImportInput(
    [property: Description("The file, all of whose rows have been looked at.")] Ref<Import> ImportId,
    [property: Description(
        "The fields that it brings, each once; a field that is not among them is never touched. Either these or mappingId."
    )]
        IReadOnlyList<ImportFieldInput>? Fields,
    [property: Description("A saved mapping whose fields it brings, from the columns with the headers that it has.")]
        Ref<ImportMapping>? MappingId,
    [property: Description("Whether records are made, changed, or what fits.")] ImportMode Mode,
    [property: Description("By what a record is recognised; required unless records are only made.")]
        ImportMatchKey? MatchBy,
    [property: Description("Rows that are left out: such as meet one of these.")]
        IReadOnlyList<ImportRowTestInput>? SkipRowsWhere,
    [property: Description("What happens to rows that are duplicates; not given: none is looked for.")]
        DuplicateCheckInput? DuplicateCheck,
    [property: Description("The rows that are brought in; not given: all behind the header.")] RowRangeInput? Rows,
    [property: Description("An import of the same file that has ended: only the rows that it rejected are brought in.")]
        Ref<Job>? RetryRejectedOf,
    [property: Description(
        "The job ends before the next rows once more than so many have been rejected; not given: it goes through all."
    )]
        int? MaxRejected,
    [property: Description("What sha256 of the file has to be; anything else is refused.")] string? ExpectedSha256,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("What an empty cell does to a record that is there.")]
        EmptyCells EmptyCells = EmptyCells.Keep,
    [property: Description("What happens where a cell names an account that is not there.")]
        UnknownPolicy UnknownAccounts = UnknownPolicy.Reject,
    [property: Description("What happens where a cell names a contact who is not there.")]
        UnknownPolicy UnknownContacts = UnknownPolicy.Reject,
    [property: Description("What happens where a cell names a user who is not there.")]
        UnknownUserPolicy UnknownUsers = UnknownUserPolicy.Reject,
    [property: Description("What happens to a row that names a deleted record; restoring cases needs CASE_DELETE.")]
        OnDeleted OnDeleted = OnDeleted.Reject,
    [property: Description(
        "What happens to a row that names a case, account or contact which was merged into another."
    )]
        OnMerged OnMerged = OnMerged.Reject,
    [property: Description("What messages do to cases that are there.")] ImportEffects Effects = ImportEffects.Silent,
    [property: Description(
        "What happens to the others when some rows are rejected. With REJECT_EVERYTHING the file is gone through twice, first as by a dry run: a row that is rejected then ends the job FAILED, and nothing is written; one that is rejected only as it is written has the job undo all that it wrote."
    )]
        ErrorPolicy ErrorPolicy = ErrorPolicy.RejectFailedRows,
    [property: Description(
        "Whether times and persons of the past are written that columns bring, such as createdAt; it needs HISTORY_WRITE."
    )]
        bool KeepTimes = false,
    [property: Description("The IANA name of the time zone in which times without one are meant.")]
        string TimeZone = "UTC",
    [property: Description("Whether it is only told what would come of it: nothing is written to records.")]
        bool DryRun = false
)
{
    /// <summary>The fields, once those of a mapping are among them.</summary>
    internal IReadOnlyList<ImportFieldInput> Given => Fields ?? [];
}

[Description("A field, and where its values come from.")]
public sealed record ImportFieldInput(
    [property: Description("Its name, such as subject or account.name; caseFields tells them as importNames.")]
        string Field,
    [property: Description("Where its values stand.")] ImportSourceInput From,
    [property: Description("What values of the file become, in their order: the first that fits counts.")]
        IReadOnlyList<ImportValueInput>? Values,
    [property: Description(
        "How times are written: dd/MM/yyyy HH:mm and its like in the letters of Unicode, serial, unix or unixMilliseconds. Not given: the one way that fits the column."
    )]
        string? DateFormat,
    [property: Description("The IANA name of the time zone of this column.")] string? TimeZone,
    [property: Description("What an empty cell stands for.")] string? Default,
    [property: Description("The role of contacts whose cell names none.")] ContactRole? Role,
    [property: Description("By what the cells of a field like account.name name the account.")]
        AccountKey AccountKey = AccountKey.Name,
    [property: Description("What happens to values of a field of few values that nothing is known of.")]
        OtherValues OtherValues = OtherValues.Reject
);

[OneOf]
[Description("Where the values of a field stand, one of these.")]
public sealed record ImportSourceInput(
    [property: Description("The index of a column.")] int? Column,
    [property: Description("Indexes of several: of a list, or of a day and the time of day.")]
        IReadOnlyList<int>? Columns,
    [property: Description("A text that all rows have.")] string? Constant,
    [property: Description("Text with {Header} for what stands in a column, and {Header|firstLine} for its beginning.")]
        string? Template
);

[Description("What a value of a file becomes; one of to, empty and reject.")]
public sealed record ImportValueInput(
    [property: Description("As it stands in the file; case and blanks around it do not count.")] string Value,
    [property: Description("Only in rows that meet this.")] ImportRowTestInput? When,
    [property: Description("The value of the field, or what a reference is found by.")] string? To,
    [property: Description("True to take it for nothing.")] bool? Empty,
    [property: Description("True to reject rows that have it.")] bool? Reject
);

[Description("A condition on a row: what stands in a column.")]
public sealed record ImportRowTestInput(
    [property: Description("The index of the column.")] int Column,
    [property: Named("Equals"), JsonPropertyName("equals"), Description("The cell is this.")] string? EqualTo,
    [property: Description("The cell is one of these.")] IReadOnlyList<string>? OneOf,
    [property: Description("Some of the cell fits this regular expression.")] string? Matches
);

[Description("Rows as a spreadsheet counts, both ends included.")]
public sealed record RowRangeInput(
    [property: Description("The first row; not given: the one behind the header.")] int? From,
    [property: Description("The last row; not given: the last of the file.")] int? To
);
