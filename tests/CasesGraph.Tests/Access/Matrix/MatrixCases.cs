using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>What becomes of a case.</summary>
internal enum CaseState
{
    None,
    InUse,
    Deleted,
    Merged,
    Purged,
}

/// <summary>A case with what belongs to it.</summary>
internal sealed record MatrixCase(string Name, CaseState State, string Id, CaseParts Parts)
{
    /// <summary>What names it, or a part of it, in usual inputs.</summary>
    public static IReadOnlyList<string> AllNames { get; } = ["case", "deletedCase", "mergedCase", .. PartNames];

    public static IReadOnlyList<string> PartNames => ["update", "attachment", "changeSet"];

    /// <summary>One that never was.</summary>
    public MatrixCase Unknown =>
        new(Name, State, Never("Case"), new(Never("CaseUpdate"), Never("Attachment"), Never("ChangeSet")));

    public long Number => MatrixWorld.Key(Id);

    /// <summary>An answer to both alike.</summary>
    public string WithoutIds(string answer)
    {
        string[] all = [Id, Parts.Update, Parts.Attachment, Parts.ChangeSet];
        foreach (var id in all)
            answer = answer.Replace(id, "ID", StringComparison.Ordinal);
        foreach (var type in new[] { "Case", "CaseUpdate", "Attachment", "ChangeSet" })
            answer = answer.Replace(Never(type), "ID", StringComparison.Ordinal);
        return answer
            .Replace($"{MatrixWorld.Unknown}", "KEY", StringComparison.Ordinal)
            .Replace($"{Number}", "KEY", StringComparison.Ordinal);
    }

    public override string ToString() => Name;

    private static string Never(string type) => OpaqueId.Encode(type, MatrixWorld.Unknown);
}

/// <summary>Cases of all kinds beside a caller: own ones, of the caller's team, and others.</summary>
internal sealed class MatrixCases
{
    private readonly string other;
    private readonly long user;
    private readonly long team;
    private readonly Dictionary<long, Case> rows;

    private MatrixCases(IReadOnlyList<MatrixCase> all, string other, LevelCaller caller, MatrixWorld world)
    {
        (All, this.other) = (all, other);
        (user, team) = (MatrixWorld.Key(caller.User), MatrixWorld.Key(world.Ids["team"]));
        using var db = world.Server.Database.CreateDb();
        rows = db.Set<Case>().AsNoTracking().ToDictionary(row => row.Number);
    }

    public IReadOnlyList<MatrixCase> All { get; }

    public static async Task<MatrixCases> AddAsync(MatrixWorld world, LevelCaller caller)
    {
        var (team, away) = (world.Ids["team"], world.Ids["otherTeam"]);
        var all = new List<MatrixCase>();
        var (own, others, foreign) = (
            await AddAsync("own", CaseState.InUse, team, caller.User),
            await AddAsync("of the team", CaseState.InUse, team),
            await AddAsync("foreign", CaseState.InUse, away)
        );
        await DeleteAsync("own deleted", team, caller.User);
        await DeleteAsync("foreign deleted", away);
        await MergeAsync("own merged", team, own, caller.User);
        await MergeAsync("own merged away", team, foreign, caller.User);
        await MergeAsync("of the team merged", team, others);
        await MergeAsync("foreign merged", away, foreign);
        await PurgeAsync();
        if (caller.Writes is not AccessLevel.None)
            await MakeAsync();
        return new MatrixCases(all, await world.CaseAsync(team, caller.User), caller, world);

        async Task<MatrixCase> AddAsync(string name, CaseState state, string of, string? assignee = null)
        {
            var id = await world.CaseAsync(of, assignee);
            all.Add(new MatrixCase(name, state, id, await CaseParts.AddAsync(world, id)));
            return all[^1];
        }

        async Task DeleteAsync(string name, string of, string? assignee = null)
        {
            var one = await AddAsync(name, CaseState.Deleted, of, assignee);
            await world.WriteAsync("deleteCases", new { select = new { ids = new[] { one.Id } } });
        }

        async Task MergeAsync(string name, string of, MatrixCase into, string? assignee = null)
        {
            var one = await AddAsync(name, CaseState.Merged, of, assignee);
            await world.WriteAsync("mergeCases", new { primaryId = into.Id, duplicateIds = new[] { one.Id } });
        }

        async Task PurgeAsync()
        {
            var one = await AddAsync("purged", CaseState.Purged, team, caller.User);
            await world.WriteAsync("purgeCases", new { select = new { ids = new[] { one.Id } }, reason = "Any" });
        }

        // Nobody has it, and the caller made it.
        async Task MakeAsync()
        {
            var made = await caller.Client.MutateAsync(
                "createCase",
                new { subject = MatrixWorld.Canary },
                selection: "case { id }"
            );
            var id = made.Object("case").GetProperty("id").GetString()!;
            all.Add(new MatrixCase("made", CaseState.InUse, id, await CaseParts.AddAsync(world, id)));
        }
    }

    /// <summary>What the names of usual inputs stand for; a second case is the caller's own.</summary>
    public IReadOnlyDictionary<string, string> Names(MatrixCase one) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["case"] = one.Id,
            ["deletedCase"] = one.Id,
            ["mergedCase"] = one.Id,
            ["update"] = one.Parts.Update,
            ["attachment"] = one.Parts.Attachment,
            ["changeSet"] = one.Parts.ChangeSet,
            ["otherCase"] = other,
        };

    /// <summary>Whether a level of seeing cases reaches it.</summary>
    public bool IsSeen(MatrixCase one, AccessLevel views, bool asPart = false) => Reaches(one.Number, views, asPart);

    /// <summary>Whether a caller's level of an action does. A new case is not one of these.</summary>
    /// <param name="asPart">Whether the input names a message or a file, which went with a merge.</param>
    public bool IsReached(MatrixCase one, string action, LevelCaller caller, bool asPart) =>
        !Enum.Parse<AccessAction>(action.Replace("_", "", StringComparison.Ordinal), ignoreCase: true).HasLevels
        || action is "CASE_CREATE"
        || Reaches(one.Number, caller.Writes, asPart);

    /// <summary>The cases that an answer names though they are not seen.</summary>
    public IEnumerable<string> ToldIn(string answer, AccessLevel views) =>
        All.Where(one => !IsSeen(one, views) && answer.Contains($"\"{one.Id}\"", StringComparison.Ordinal))
            .Select(one => one.Name);

    private bool Reaches(long number, AccessLevel level, bool asPart) =>
        rows.GetValueOrDefault(number) is { } found
        && (asPart && found.MergedIntoNumber is { } survivor ? rows[survivor] : found) is var row
        && level switch
        {
            AccessLevel.All => true,
            AccessLevel.Team => row.TeamId == team,
            AccessLevel.Own => row.AssignedToId is { } assignee ? assignee == user : row.CreatedByUserId == user,
            _ => false,
        };
}
