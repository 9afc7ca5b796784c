using CasesGraph.Imports;

namespace CasesGraph.Imports.Starting;

/// <summary>By what records are recognised.</summary>
internal static class MatchKeys
{
    /// <summary>The fields that bring it.</summary>
    public static IReadOnlyList<string> Fields(ImportMatchKey key) =>
        key switch
        {
            ImportMatchKey.Number => ["number"],
            ImportMatchKey.Id => ["id"],
            ImportMatchKey.ExternalReference => ["externalReference"],
            ImportMatchKey.SubjectAndAccount => ["subject", "account"],
            ImportMatchKey.Email => ["email"],
            ImportMatchKey.Name => ["name"],
            _ => ["userName"],
        };

    /// <summary>Whether case does not count.</summary>
    public static bool IsFolded(ImportMatchKey key) =>
        key is ImportMatchKey.Email or ImportMatchKey.Name or ImportMatchKey.UserName;

    /// <summary>Those of some records.</summary>
    public static IReadOnlyList<ImportMatchKey> Of(ImportRecords records) =>
        records switch
        {
            ImportRecords.Cases =>
            [
                ImportMatchKey.Number,
                ImportMatchKey.Id,
                ImportMatchKey.ExternalReference,
                ImportMatchKey.SubjectAndAccount,
            ],
            ImportRecords.Accounts => [ImportMatchKey.Id, ImportMatchKey.ExternalReference, ImportMatchKey.Name],
            ImportRecords.Contacts => [ImportMatchKey.Id, ImportMatchKey.ExternalReference, ImportMatchKey.Email],
            ImportRecords.Bugs => [ImportMatchKey.Number, ImportMatchKey.Id, ImportMatchKey.ExternalReference],
            ImportRecords.Users =>
            [
                ImportMatchKey.Id,
                ImportMatchKey.ExternalReference,
                ImportMatchKey.UserName,
                ImportMatchKey.Email,
            ],
            _ => [ImportMatchKey.ExternalReference],
        };
}
