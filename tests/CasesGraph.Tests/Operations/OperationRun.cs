using CasesGraph.Access;
using CasesGraph.Bugs;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;

namespace CasesGraph.Tests.Operations;

/// <summary>Runs operations as the API does, through the write gate over a real file, without the API before it.</summary>
public sealed class OperationRun : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase database;

    private OperationRun(TestDatabase database) => this.database = database;

    public static async Task<OperationRun> StartAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>The time of the next run; each run is a minute after the one before.</summary>
    public DateTime Now { get; private set; } = Start.UtcDateTime;

    /// <summary>Lets the time of a run go by.</summary>
    public void Wait() => Now = Now.AddMinutes(1);

    public CasesDb Read() => database.CreateDb();

    public async Task<Outcome<TPayload>> RunAsync<TInput, TPayload>(
        Func<TInput, Call, CancellationToken, Task<Outcome<TPayload>>> operation,
        TInput input
    )
        where TPayload : class
    {
        Wait();
        return await database.Gate.RunAsync(
            (db, _, token) =>
                operation(input, new Call(db, Caller.System, Now, new ValidationIssues(), OperationRun.Log), token),
            CancellationToken.None
        );
    }

    /// <summary>Nobody does what is left there.</summary>
    internal static JobQueue Jobs { get; } = new();

    public static BeginLog Log { get; } = new WitnessedLogs([]);

    public static EntityValues<TEntity> Values<TEntity>(params (string Property, object? Value)[] values)
        where TEntity : class
    {
        var fields = EntityModel
            .Of<TEntity>()
            .ValueFields.ToDictionary(field => field.Property.Name, StringComparer.Ordinal);
        return new(values.ToDictionary(value => fields[value.Property], value => value.Value));
    }

    /// <summary>What an input says of its links.</summary>
    internal static InputExtensions Links(
        IReadOnlyList<CaseContactInput>? contacts = null,
        IReadOnlyList<Ref<Bug>>? bugs = null
    ) => new([new NewCaseContacts(contacts), new NewCaseBugs(bugs)]);

    /// <summary>Where an input says nothing of parts.</summary>
    internal static InputExtensions NoParts { get; } = new([]);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
