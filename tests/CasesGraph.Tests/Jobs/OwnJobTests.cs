using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Jobs;

/// <summary>Jobs of a kind that only a test has, and whose objects are no cases.</summary>
public sealed class OwnJobTests
{
    private static readonly Caller Somebody = new(Actor.User(1)) { Access = AccessShape.Administrator };
    private const string Message = "Of 2500 parcels 2499 were written, 0 left as they are, 1 rejected.";

    [Fact]
    public async Task A_job_has_the_caller_who_asked_for_it_in_whatever_process_it_is_done()
    {
        var database = await TestDatabase.CreateAsync();
        await using (var db = database.CreateDb())
        {
            var user = new User { UserName = "rui", FullName = "Rui" };
            db.Add(new UserRole { User = user, RoleId = BuiltInRole.AdministratorId });
            await db.SaveChangesAsync();
            Assert.Equal(Somebody.Actor.UserId, user.Id);
        }
        var job = await QueueAsync(database, Enumerable.Range(1, 2500), Somebody);
        var parcels = new Parcels();
        await using var server = new RunningServer
        {
            Database = database,
            Services = services => services.AddSingleton<JobWork>(parcels),
        };
        await server.InitializeAsync();

        var ended = await server.Client.EndedJobAsync(
            OpaqueId.Encode(nameof(Job), job),
            "finishedAt message changeSet { id } rows { nodes { row outcome case { number } reasons { message } } }"
        );

        Assert.Equal(
            [(Somebody.Actor, Somebody.Access)],
            parcels.Callers.Select(caller => (caller.Actor, caller.Access)).Distinct()
        );
        Assert.Equal(Enumerable.Range(1, 2500).Select(key => (long)key), parcels.Keys);
        Assert.Equal(
            (Message, "Null"),
            (ended.GetProperty("message").GetString(), $"{ended.GetProperty("changeSet").ValueKind}")
        );
        Assert.Equal(
            """{"nodes":[{"row":1500,"outcome":"REJECTED","case":null,"reasons":[{"message":"It is lost."}]}]}""",
            ended.GetProperty("rows").GetRawText()
        );
    }

    [Fact]
    public async Task A_job_begins_when_its_call_is_kept_and_not_only_at_the_next_look()
    {
        await using var server = new RunningServer
        {
            Services = services => services.AddSingleton<TimeProvider>(new StoppedTimers()),
        };
        await server.InitializeAsync();
        var ids = string.Join(", ", Enumerable.Range(1, 1_001));

        var job = await server.Client.EndedJobAsync(
            await server.Client.StartMassUpdateAsync(
                $"{{ids: [{ids}]}}",
                "type: USER",
                ", errorPolicy: REJECT_FAILED_ROWS"
            )
        );

        Assert.Equal("SUCCEEDED 1001 1001 0 0 1001 1", JobWorld.Counts(job));
    }

    private static Task<long> QueueAsync(TestDatabase database, IEnumerable<int> keys, Caller caller) =>
        database.Gate.RunAsync(
            async (db, now, token) =>
            {
                var call = new Call(db, caller, now, new ValidationIssues(), OperationRun.Log);
                long[] all = [.. keys.Select(key => (long)key)];
                return (await OperationRun.Jobs.AddAsync(call, Parcels.Own, "parcels", all, set: null, token)).Key;
            },
            CancellationToken.None
        );

    private sealed class Parcels : JobWork
    {
        public const JobKind Own = (JobKind)100;

        private readonly Lock door = new();
        private readonly List<Caller> callers = [];
        private readonly List<long> keys = [];

        public override JobKind Kind => Own;
        public override AccessAction Needs => AccessAction.CaseEdit;
        public override string Rows => "parcels";

        public IReadOnlyList<Caller> Callers
        {
            get
            {
                lock (door)
                    return [.. callers];
            }
        }

        public IReadOnlyList<long> Keys
        {
            get
            {
                lock (door)
                    return [.. keys];
            }
        }

        public override Task<ChunkResult> RunChunkAsync(
            Call call,
            string work,
            IReadOnlyList<long> keys,
            Ref<ChangeSet>? set,
            CancellationToken token
        )
        {
            lock (door)
            {
                callers.Add(call.Caller);
                this.keys.AddRange(keys);
            }
            var lost = keys.Index().Where(key => key.Item == 1500).Select(key => Lost(key.Index)).ToList();
            return Task.FromResult(new ChunkResult(keys.Count, keys.Count - lost.Count, lost.Count, lost));
        }

        private static ChunkRow Lost(int at) =>
            new(
                at,
                Type: null,
                Key: null,
                JobRowOutcome.Rejected,
                [new("It is lost.", ["input"], ValidationCode.Conflict)]
            );
    }

    /// <summary>Nothing happens because time goes by.</summary>
    private sealed class StoppedTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
