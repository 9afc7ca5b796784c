using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Mappings;

/// <summary>What can be wrong with a mapping that an input names.</summary>
internal static class MappingChecks
{
    /// <summary>The mapping; null where it cannot be used, which is noted.</summary>
    /// <param name="records">What the rows of the file are; null where that is not known.</param>
    public static async Task<ImportMapping?> FindAsync(
        Ref<ImportMapping> id,
        ImportRecords? records,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // A malformed id has been noted when it was read.
        if (id.Key == 0)
            return null;
        var path = InputChecks.Path("mappingId");
        var found = await call
            .Db.Rows<ImportMapping>()
            .WhereInUse()
            .SingleOrDefaultAsync(mapping => mapping.Id == id.Key, token);
        if (found is null)
            checks.Add(path, ValidationCode.NotFound, "There is no mapping with this id.");
        else if (records is { } rows && rows != found.Records)
        {
            checks.Add(
                path,
                ValidationCode.Conflict,
                $"The mapping is for {Naming.UpperSnake($"{found.Records}")}, and the file has {Naming.UpperSnake($"{rows}")}."
            );
            return null;
        }
        return found;
    }
}
