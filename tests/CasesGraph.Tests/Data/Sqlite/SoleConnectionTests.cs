using System.Collections;
using CasesGraph.Accounts;
using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Data.Sqlite;

public sealed class SoleConnectionTests
{
    [SqliteFact]
    public async Task A_connection_that_is_used_by_two_at_once_says_so_and_serves_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Outside.OpenAsync(CancellationToken.None);
        var accounts = connection.Dialect.Linked.Of(typeof(Account));

        // Another comes while the statement's parameters are bound.
        var keys = new Keys(() => _ = ReadAsync([1]));

        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(keys));
        Assert.Equal(0, (await ReadAsync([1])).Count);

        Task<RowSet> ReadAsync(IReadOnlyCollection<long> of) =>
            connection
                .Statements.ReadAsync(accounts, new StatementInput(new RequestValues(), of, Limit: 0), default)
                .AsTask();
    }

    private sealed class Keys(Action whenRead) : IReadOnlyCollection<long>
    {
        public int Count => 2;

        public IEnumerator<long> GetEnumerator()
        {
            whenRead();
            yield return 1;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
