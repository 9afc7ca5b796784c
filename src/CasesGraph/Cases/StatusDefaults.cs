using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Cases;

/// <summary>The status of one's own that a case gets with a status, where none is named.</summary>
internal sealed class StatusDefaults(IReadOnlyDictionary<CaseStatus, long> all)
{
    private static readonly Statement Present = Lookup.ByFlags(
        EntityModel.Of<StatusDetail>(),
        [nameof(StatusDetail.IsDefault), nameof(StatusDetail.Active)],
        (nameof(StatusDetail.Status), StoredAs.Number),
        (nameof(StatusDetail.Id), StoredAs.Number)
    );

    /// <summary>For what sets no status.</summary>
    public static StatusDefaults None { get; } = new(new Dictionary<CaseStatus, long>());

    /// <summary>Null where the status has no default.</summary>
    public long? this[CaseStatus status] => all.TryGetValue(status, out var key) ? key : null;

    public static async Task<StatusDefaults> LoadAsync(CasesDb db, CancellationToken token)
    {
        var input = new StatementInput(new RequestValues(), [], Limit: 0);
        var found = await db.Statements.ReadAsync(Present, input, token);
        return new(
            Enumerable
                .Range(0, found.Count)
                .ToDictionary(row => (CaseStatus)found[row, 0].Number, row => found[row, 1].Number)
        );
    }
}
