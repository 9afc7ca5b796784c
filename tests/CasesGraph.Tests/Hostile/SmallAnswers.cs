using CasesGraph.Cases;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>A server that answers with 20,000 bytes at most, and 1,000 small cases.</summary>
public sealed class SmallAnswers : IAsyncLifetime
{
    public const int Maximum = 20_000;

    public RunningServer Server { get; } = new();

    public async Task InitializeAsync()
    {
        Server.Settings["Limits:AnswerBytes"] = $"{Maximum}";
        Server.Settings["Limits:MaxPageSize"] = "1000";
        await Server.InitializeAsync();
        await using var db = Server.Database.CreateDb();
        db.AddRange(Enumerable.Range(1, 1_000).Select(number => new Case { Subject = $"Case {number}" }));
        await db.SaveChangesAsync();
    }

    public Task DisposeAsync() => Server.DisposeAsync();
}
