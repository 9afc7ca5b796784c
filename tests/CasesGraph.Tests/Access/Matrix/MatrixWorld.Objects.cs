using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>How the objects that inputs name are made, those first that others need.</summary>
public sealed partial class MatrixWorld
{
    private IReadOnlyList<(string[] Names, Func<string, Task<string>> Make)> Kinds =>
        [
            (["team", "otherTeam", "unusedTeam"], _ => NewAsync("createTeam", new { name = Next() })),
            (["user"], _ => UserAsync(ids["team"])),
            (["role"], _ => NewAsync("createRole", new { name = Next() })),
            (["key"], async _ => (await Server.NewKeyAsync($"userId: \"{ids["user"]}\", scopes: [CASE_VIEW]")).Id),
            (["account", "otherAccount"], _ => NewAsync("createAccount", new { name = Next() })),
            (["contact", "otherContact", "linkedContact"], _ => NewAsync("createContact", new { lastName = Next() })),
            (["bug", "linkedBug"], _ => NewAsync("createBug", new { subject = Next() })),
            (["deletedAccount"], _ => DeletedAsync("Account", new { name = Next() })),
            (["deletedContact"], _ => DeletedAsync("Contact", new { lastName = Next() })),
            (["deletedBug"], _ => DeletedAsync("Bug", new { subject = Next() })),
            (["case"], _ => LinkedCaseAsync()),
            (["otherCase"], _ => CaseAsync(ids["team"])),
            (["deletedCase"], _ => DeletedAsync("Case", new { subject = Canary, teamId = ids["team"] })),
            (["mergedCase"], _ => MergedCaseAsync()),
            (["update"], async _ => (await CaseParts.AddAsync(this, ids["case"])).Update),
            (["attachment"], async _ => (await CaseParts.AddAsync(this, ids["case"])).Attachment),
            (["changeSet"], async _ => (await CaseParts.AddAsync(this, ids["case"])).ChangeSet),
            (["tag", "otherTag"], _ => TagAsync()),
            (["statusDetail"], _ => StatusDetailAsync()),
            (["savedFilter"], _ => SavedFilterAsync()),
            (["subject"], _ => LinkedSubjectAsync()),
            (["job"], _ => EndedJobAsync()),
            (["import"], _ => PreparedImportAsync(Administrator)),
            (["importMapping"], _ => ImportMappingAsync()),
        ];

    private async Task RenewAsync(Func<string, bool> isNeeded)
    {
        foreach (var (names, make) in Kinds)
        {
            foreach (var name in names.Where(isNeeded))
                ids[name] = await make(name);
        }
    }

    private async Task<string> DeletedAsync(string kind, object input)
    {
        var id = await NewAsync($"create{kind}", input);
        await WriteAsync($"delete{kind}s", new { select = new { ids = new[] { id } } });
        return id;
    }

    private async Task<string> LinkedCaseAsync()
    {
        var id = await CaseAsync(ids["team"]);
        await WriteAsync(
            "linkCaseContacts",
            new { caseId = id, contacts = new[] { new { contactId = ids["linkedContact"] } } }
        );
        await WriteAsync("linkCaseBugs", new { caseId = id, bugIds = new[] { ids["linkedBug"] } });
        return id;
    }

    private async Task<string> MergedCaseAsync()
    {
        var (id, into) = (await CaseAsync(ids["team"]), await CaseAsync(ids["team"]));
        await WriteAsync("mergeCases", new { primaryId = into, duplicateIds = new[] { id } });
        return id;
    }

    private async Task<string> TagAsync()
    {
        var name = Next();
        var marked = await CaseAsync(ids["team"]);
        await WriteAsync("updateCase", new { id = marked, addTags = new[] { name } });
        var found = await Administrator.AskAsync(
            $$"""{ tags(where: { name: { eq: "{{name}}" } }) { nodes { id } } }"""
        );
        return found.GetProperty("tags").GetProperty("nodes")[0].GetProperty("id").GetString()!;
    }

    /// <summary>One alone: an order names all.</summary>
    private async Task<string> StatusDetailAsync() =>
        ids.GetValueOrDefault("statusDetail")
        ?? await NewAsync(
            "createStatusDetail",
            new
            {
                key = "waiting",
                label = Canary,
                status = "NEW",
            }
        );

    private async Task<string> ImportMappingAsync() => (
            await Administrator.MutateAsync(
                "saveImportMapping",
                new
                {
                    name = Next(),
                    importId = ids["import"],
                    sharing = "EVERYONE",
                },
                selection: "importMapping { id }"
            )
        ).Object("importMapping").GetProperty("id").GetString()!;

    /// <summary>Shared with all: who sees it and may not change it is told so.</summary>
    private async Task<string> SavedFilterAsync() => (
            await Administrator.MutateAsync(
                "saveFilter",
                new
                {
                    name = Next(),
                    where = new { },
                    sharing = "EVERYONE",
                },
                selection: "savedFilter { id }"
            )
        ).Object("savedFilter").GetProperty("id").GetString()!;

    private async Task<string> LinkedSubjectAsync()
    {
        var subject = Next();
        await WriteAsync(
            "linkIdentity",
            new
            {
                userId = ids["user"],
                issuer = ids["issuer"],
                subject,
            }
        );
        return subject;
    }

    /// <summary>Its sender alone may start it. Before its end another would be gone on with.</summary>
    public static async Task<string> PreparedImportAsync(HttpClient sender)
    {
        var prepared = await sender.PrepareAsync("a.csv", "subject\nA\n"u8.ToArray());
        await sender.AnalysedAsync(prepared);
        return prepared.Object("import").GetProperty("id").GetString()!;
    }

    private async Task<string> EndedJobAsync()
    {
        await using var db = Server.Database.CreateDb();
        var job = new Job
        {
            Kind = JobKind.MassUpdate,
            Status = JobStatus.Succeeded,
            FinishedAt = DateTime.UnixEpoch,
            OwnerId = Key(ids["user"]),
            ChangeSetId = Key(ids["changeSet"]),
        };
        db.Add(job);
        await db.SaveChangesAsync();
        return OpaqueId.Encode("Job", job.Id);
    }
}

/// <summary>What belongs to a case and can be named.</summary>
/// <param name="ChangeSet">Of another subject.</param>
internal sealed record CaseParts(string Update, string Attachment, string ChangeSet)
{
    public static async Task<CaseParts> AddAsync(MatrixWorld world, string id)
    {
        var update = await world.Administrator.MutateAsync(
            "addCaseUpdate",
            new
            {
                caseId = id,
                text = MatrixWorld.Canary,
                @internal = true,
            },
            selection: "caseUpdate { id }"
        );
        var file = await world.Administrator.AttachAsync(id, (MatrixWorld.Canary + ".txt", "text"u8.ToArray()));
        return new(
            update.Object("caseUpdate").GetProperty("id").GetString()!,
            file.Data.GetProperty("attachments")[0].GetProperty("id").GetString()!,
            await world.WriteAsync("updateCase", new { id, subject = world.Next() })
        );
    }
}
