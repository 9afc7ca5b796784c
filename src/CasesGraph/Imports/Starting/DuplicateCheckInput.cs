using System.ComponentModel;

namespace CasesGraph.Imports.Starting;

[Description(
    "Whether rows that would make a record are duplicates, of records in use and of rows before them that were taken. Rows that change a record are not looked at."
)]
public sealed record DuplicateCheckInput(
    [property: Description(
        "Sets of fields that the import brings, at most 10 of at most 10: a row is a duplicate of what agrees with it in all fields of one set. Texts agree as they are written, names of accounts, e-mail addresses and user names whatever their case; an empty cell agrees with nothing. One of each set has to be a text that records are found by, such as subject, name, lastName, email or externalReference."
    )]
        IReadOnlyList<IReadOnlyList<string>>? By,
    [property: Description(
        "For cases: a row is also a duplicate of what it is as like as this, from 0.7 to 1, by the score of duplicateCases; 0.75 is what duplicateCaseGroups takes. Compared are the 300 newest cases of its account and of each of its contacts, and the 300 rows before it of these, among the last 10,000 that were taken."
    )]
        double? Similarity,
    [property: Description("What happens to a row that is one.")] DuplicatePolicy Policy = DuplicatePolicy.Skip
);

[Description("What happens to a row that is a duplicate.")]
public enum DuplicatePolicy
{
    [Description("It is not written, and told as DUPLICATE.")]
    Skip,

    [Description("It makes a record all the same, and is told as WRITTEN.")]
    Create,

    [Description(
        "It changes the record that is there, and is told as WRITTEN; where there are several it is rejected, and so is a duplicate of a row before it."
    )]
    Update,
}
