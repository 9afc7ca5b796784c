using System.Security.Cryptography;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Exports.Templates;

/// <summary>Samples of files for imports, for whoever may import. They are made when they are asked for.</summary>
internal sealed class TemplateDownloads(CasesDatabase database, TimeProvider clock) : Downloads
{
    private readonly DateTime madeAt = clock.GetUtcNow().UtcDateTime;

    public override string Path => FileUrl.ImportTemplates;
    public override string Type => nameof(ImportTemplate);
    public override string Noun => "file";

    public override async Task<DownloadableFile?> FindAsync(long id, Caller caller, CancellationToken token)
    {
        if (!caller.May(AccessAction.CaseImport) || ImportTemplate.Find(id) is not { } template)
            return null;
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        var newest = await db.Rows<Case>().WhereInUse().MaxAsync(one => (long?)one.Number, token);
        var file = await template.WriteAsync(newest ?? 1, token);
        return new DownloadableFile(
            CaseNumber: null,
            file.Name,
            file.ContentType,
            Convert.ToHexStringLower(SHA256.HashData(file.Content)),
            madeAt,
            StorageKey: ""
        )
        {
            Made = file.Content,
        };
    }
}
