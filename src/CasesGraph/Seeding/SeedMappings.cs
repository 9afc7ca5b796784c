using CasesGraph.Access;
using CasesGraph.Imports;
using CasesGraph.Imports.Mappings;

namespace CasesGraph.Seeding;

/// <summary>A mapping for files of two columns.</summary>
internal static class SeedMappings
{
    public static IReadOnlyList<ImportMapping> All(DateTime start) =>
        [
            new()
            {
                Id = 1,
                Name = "Subjects with their priority",
                Records = ImportRecords.Cases,
                Fields = """
                    [{"field":"subject","from":{"column":0},"otherValues":"REJECT"},{"field":"priority","from":{"column":1},"values":[{"value":"Urgent","to":"HIGH"}],"otherValues":"DEFAULT","default":"MEDIUM"}]
                    """,
                Headers = """["subject","priority"]""",
                OwnerId = 1,
                Sharing = Sharing.Everyone,
                CreatedAt = start,
                UpdatedAt = start,
            },
        ];
}
