using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Teams;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data;

/// <summary>What is told once, in C#, and what the databases make of it, over thousands of random rows.</summary>
public sealed class SqlFormTests : IAsyncLifetime
{
    private const int Rows = 5_000;
    private const long Now = 9_000;
    private const long Own = 9;

    private static readonly StatusDefaults Defaults = new(
        new Dictionary<CaseStatus, long> { [CaseStatus.Assigned] = 1, [CaseStatus.Closed] = 2 }
    );

    private static readonly string[] Texts = ["a", "b'c", "{0}", "Ünï\n\t", "", "日本"];

    private static readonly Gen<CaseStatus> GenStatus = Gen.OneOf(Enum.GetValues<CaseStatus>());
    private static readonly Gen<long?> GenUser = Gen.OneOf(
        Gen.Const((long?)null),
        Gen.Long[1, 3].Select(key => (long?)key)
    );

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public Task Status_and_closing_follow_by_the_same_rules_in_sql() =>
        Gen.Select(GenStatus, GenUser, GenStatus.Nullable(), GenUser)
            .Array[Rows]
            .SampleAsync(
                async edits =>
                {
                    var inputs = edits.Select(edit =>
                        $"({(int)edit.Item1}, {Literal(edit.Item2)}, {Literal(ClosedAt(edit.Item1))}, {Literal((long?)edit.Item3)}, {Literal(edit.Item4)}, {Now}, {Own})"
                    );
                    var assigned = CaseRulesSql.StatusOfAssigned("c.\"NewUser\"");
                    var status = $"COALESCE(c.\"NewStatus\", {assigned})";
                    var told = await AskAsync(
                        ["Status", "AssignedToId", "ClosedAt", "NewStatus", "NewUser", "Now", "StatusDetailId"],
                        inputs,
                        $"CAST({status} AS TEXT) || ' ' || COALESCE(CAST({CaseRulesSql.ClosedAt(status, "c.\"Now\"")} AS TEXT), '') || ' ' || COALESCE(CAST({CaseRulesSql.StatusDetailOf(status, Defaults)} AS TEXT), '')"
                    );
                    Assert.Equal(
                        edits.Select(edit => Settled(edit.Item1, edit.Item2, edit.Item3, edit.Item4)).ToList(),
                        told
                    );
                },
                iter: 1,
                threads: 1
            );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reopened_case_loses_who_has_gone_by_the_same_rules_in_sql(bool restored)
    {
        // The last of those whom a case can be assigned to.
        const long gone = 3;
        const long stranger = 2;
        await using (var db = database.CreateDb())
        {
            var users = Enumerable.Range(1, 3).Select(at => new User { UserName = $"u{at}", FullName = "A" }).ToList();
            users.ForEach(user => user.FoldUserName());
            db.AddRange(users);
            await db.SaveChangesAsync();
            Assert.Equal(gone, users.Max(user => user.Id));
            db.AddRange(
                users.Where(user => user.Id != stranger).Select(user => new TeamMember { User = user, TeamId = 1 })
            );
            await db.SaveChangesAsync();
            await db.Set<User>()
                .Where(user => user.Id == gone)
                .ExecuteUpdateAsync(to => to.SetProperty(u => u.Active, false));
        }
        await Gen.Select(GenStatus, GenStatus, GenUser)
            .Array[Rows]
            .SampleAsync(
                async edits =>
                {
                    var loses = CaseRulesSql.LosesAssignee("c.\"NewStatus\"", "c.\"NewUser\"", "1", restored);
                    var told = await AskAsync(
                        ["Status", "NewStatus", "NewUser"],
                        edits.Select(edit => $"({(int)edit.Item1}, {(int)edit.Item2}, {Literal(edit.Item3)})"),
                        Sql.Choose([(loses, "'loses'")], "'keeps'")
                    );
                    Assert.Equal(
                        edits
                            .Select(edit =>
                                CaseRules.IsReopened((edit.Item1, restored), (edit.Item2, Deleted: false))
                                && edit.Item3 is gone or stranger
                                    ? "loses"
                                    : "keeps"
                            )
                            .ToList(),
                        told
                    );
                },
                iter: 1,
                threads: 1
            );
    }

    [Fact]
    public void What_such_a_case_has_then_is_the_same_in_sql()
    {
        var of = new Case
        {
            Subject = "",
            AssignedToId = 3,
            Status = CaseStatus.PendingInput,
            StatusDetailId = Own,
        };
        CaseRules.LoseAssignee(of, Defaults, DateTime.UnixEpoch);
        Assert.Equal(
            [
                (nameof(Case.Status), Sql.Number(of.Status)),
                (nameof(Case.StatusDetailId), Sql.NoNumber),
                (nameof(Case.AssignedToId), Sql.NoNumber),
            ],
            CaseRulesSql.WithoutAssignee(Defaults)
        );
        Assert.Equal((null, null), (of.AssignedToId, of.StatusDetailId));
    }

    /// <summary>Of every kind of plain value, and of every enum of an audited field.</summary>
    public static TheoryData<string> Kinds =>
        [
            .. Scalar
                .Known.Concat(EntityModel.Of<Case>().ValueFields.OfType<ScalarField>().Select(one => one.Scalar))
                .Select(scalar => scalar.Type.FullName!)
                .Distinct(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task The_log_reads_the_same_whoever_writes_it(string type)
    {
        var scalar = Scalar.Of(Type.GetType(type) ?? typeof(Case).Assembly.GetType(type)!);
        return Stored(scalar)
            .Array[Rows]
            .SampleAsync(
                async values =>
                {
                    foreach (var text in new[] { scalar.Written, scalar.Shown }.OfType<ValueText>())
                    {
                        await using var db = database.CreateDb();
                        var told = await AskAsync(
                            ["Value"],
                            values.Select(value => $"({Literal(scalar, value)})"),
                            db.Dialect.Text(text, scalar.StoredAs, "c.\"Value\"")
                        );
                        Assert.Equal(values.Select(text.Of).ToList(), told);
                        Assert.Equal(values, values.Select(value => text.Read(text.Of(value))));
                    }
                },
                iter: 1,
                threads: 1
            );
    }

    private static Gen<object> Stored(Scalar scalar) =>
        scalar switch
        {
            { StoredAs: StoredAs.Text } => Gen.OneOf(Texts).Array[0, 4].Select(object (parts) => string.Concat(parts)),
            { Names: { } names } => Gen.Long[0, names.Count - 1].Select(object (value) => value),
            _ => Gen.OneOf(
                    Gen.Long[Math.Max(scalar.Least, -100_000), Math.Min(scalar.Most, 100_000)],
                    Gen.Long[scalar.Least, scalar.Most]
                )
                .Select(object (value) => value),
        };

    private static string Literal(Scalar scalar, object stored) =>
        stored is string text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
        : scalar.StoredAs is StoredAs.Flag ? ((long)stored != 0 ? "TRUE" : "FALSE")
        : Literal((long)stored);

    private static string Literal(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    /// <summary>Whoever is closed has been so for some time.</summary>
    private static long? ClosedAt(CaseStatus status) => CaseRules.IsClosed(status) ? 10 : null;

    private static string Settled(CaseStatus status, long? user, CaseStatus? newStatus, long? newUser)
    {
        var @case = new Case
        {
            Subject = "",
            Status = status,
            AssignedToId = user,
            StatusDetailId = Own,
        };
        @case.ClosedAt = ClosedAt(status) is { } closed ? UtcMicroseconds.To(closed) : null;
        var before = CaseMoment.Of(@case);
        @case.AssignedToId = newUser;
        @case.Status = newStatus ?? status;
        CaseRules.Edit(
            @case,
            before,
            new GivenStatus(newStatus is not null, Detail: false),
            Defaults,
            UtcMicroseconds.To(Now)
        );
        var at = @case.ClosedAt is { } time ? UtcMicroseconds.From(time) : (long?)null;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)@case.Status} {at} {@case.StatusDetailId}");
    }

    /// <summary>An expression over rows <c>c</c>, in their order.</summary>
    private async Task<List<string>> AskAsync(string[] columns, IEnumerable<string> rows, string expression)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var placed = rows.Select((row, place) => $"({place.ToString(CultureInfo.InvariantCulture)}, {row[1..]}");
        await using var db = database.CreateDb();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            $"WITH c(\"Place\", {names}) AS (VALUES {string.Join(", ", placed)}) SELECT {expression} FROM c ORDER BY \"Place\"";
        await using var reader = await command.ExecuteReaderAsync();
        var told = new List<string>();
        while (await reader.ReadAsync())
            told.Add(reader.GetString(0));
        return told;
    }
}
