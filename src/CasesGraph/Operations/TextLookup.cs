using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Operations;

internal static class TextLookup
{
    /// <summary>Runs a statement of <see cref="Lookup.ByText"/>; null where there is no such row.</summary>
    public static async Task<RowSet?> FindAsync(Statement statement, string value, Call call, CancellationToken token)
    {
        // No row has what cannot be stored, and not each database can be asked for it.
        if (TextRules.Check(value, maxLength: null, longText: false) is not null)
            return null;
        var given = new ListValues(list: 0);
        given.Add(value, typeof(string));
        var request = new RequestValues();
        request.Add(ListArguments.Bare(given));
        var found = await call.Db.Statements.ReadAsync(statement, new StatementInput(request, [], Limit: 0), token);
        return found.Count > 0 ? found : null;
    }
}
