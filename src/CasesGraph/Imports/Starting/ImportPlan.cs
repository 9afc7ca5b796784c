using System.Globalization;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;
using CasesGraph.Operations;

namespace CasesGraph.Imports.Starting;

/// <summary>What a checked input comes to: how the file is read, and what its columns bring.</summary>
internal sealed class ImportPlan
{
    private ImportPlan(Import import, StartImportInput order)
    {
        Order = order;
        Targets = TargetFields.Of(import.Records);
        var told = ImportJson.Read<ImportDialect>(import.Dialect)!;
        Dialect = Dialect.Of(import.Format, told);
        TakesOffQuotes = told.FormulaQuotes;
        HasDecimalComma = told.DecimalMark.Value is Detecting.FileLook.Comma;
        Columns = ImportJson.Read<IReadOnlyList<ImportColumn>>(import.Columns)!;
        Headers = [.. Columns.Select(column => column.Header ?? "")];
        Fields = [.. order.Given.Select(given => new PlannedField(given, Targets.Find(given.Field)!, this))];
        Skipped = [.. (order.SkipRowsWhere ?? []).Select(test => new RowTest(test))];
        Needed =
        [
            .. Fields
                .SelectMany(field => field.Columns.Concat(field.Answers.Tested))
                .Concat(Skipped.Select(test => test.Column))
                .Distinct(),
        ];
    }

    public StartImportInput Order { get; }
    public TargetFields Targets { get; }
    public Dialect Dialect { get; }

    /// <summary>Whether a ' before what would be a formula is taken off.</summary>
    public bool TakesOffQuotes { get; }

    public bool HasDecimalComma { get; }
    public IReadOnlyList<ImportColumn> Columns { get; }
    public IReadOnlyList<string> Headers { get; }
    public IReadOnlyList<PlannedField> Fields { get; }
    public IReadOnlyList<RowTest> Skipped { get; }

    /// <summary>Indexes of the columns that are looked at.</summary>
    public IReadOnlyList<int> Needed { get; }

    public bool Makes => Order.Mode is not ImportMode.Update;
    public bool Changes => Order.Mode is not ImportMode.Create;

    /// <summary>Whether a deleted record that a row names comes back.</summary>
    public bool Restores => Changes && Order.OnDeleted is OnDeleted.Restore;

    /// <summary>Whether a row that names a merged record changes the one that goes on.</summary>
    public bool FollowsMerged => Order.OnMerged is OnMerged.Survivor;

    /// <summary>Whether messages do to cases what they do that come now.</summary>
    public bool HasEffects => Order.Effects is ImportEffects.Normal;

    /// <summary>Whether nothing is written unless all of it can be.</summary>
    public bool IsWhole => Order.ErrorPolicy is ErrorPolicy.RejectEverything;

    /// <summary>Whether rows may need records made that are not there.</summary>
    public bool MakesNamed =>
        Order is { UnknownAccounts: UnknownPolicy.Create } or { UnknownContacts: UnknownPolicy.Create };

    /// <summary>The plan of an import that nothing is wrong with.</summary>
    public static ImportPlan Of(Import import, StartImportInput order) => new(import, order);

    public PlannedField? Find(string name) =>
        Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.Ordinal));

    /// <summary>The fields that together bring one: account, account.name and account.externalReference.</summary>
    public IEnumerable<PlannedField> Of(string owner) =>
        Fields.Where(field => field.Owner.Equals(owner, StringComparison.Ordinal));

    public string HeaderOf(int column) =>
        column < Headers.Count && Headers[column].Length > 0
            ? Headers[column]
            : string.Create(CultureInfo.InvariantCulture, $"column {column}");
}
