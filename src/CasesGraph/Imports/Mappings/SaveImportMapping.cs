using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Mappings;

[Description("Which columns bring what, to be kept under a name; it is the caller's.")]
public sealed record SaveImportMappingInput(
    [property: Description("What people call it, at most 100 characters; several can have one name.")] string Name,
    [property: Description("The file whose columns are meant: their headers are kept.")] Ref<Import> ImportId,
    [property: Description("The fields, as startImport takes them; not given: those of the file's proposal.")]
        IReadOnlyList<ImportFieldInput>? Fields,
    [property: Description("The teams that it is shared with, 1 to 100, where sharing is TEAMS.")]
        IReadOnlyList<Ref<Team>>? TeamIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("Who sees it beside the caller.")] Sharing Sharing = Sharing.Private
);

[Description("The mapping, or why it was not saved.")]
[Errors(
    typeof(NotFoundError<Import>),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record SaveImportMappingPayload(
    [property: Description("The mapping that was saved.")] Ref<ImportMapping>? ImportMapping,
    [property: Description("The change set that stands for this call.")] Ref<IChangeSet>? ChangeSet
);

internal sealed class SaveImportMapping : IOperation<SaveImportMappingInput, SaveImportMappingPayload>
{
    private static readonly ScalarField NameField = (ScalarField)EntityModel.Of<ImportMapping>().Find("name")!;

    public async Task<Outcome<SaveImportMappingPayload>> RunAsync(
        SaveImportMappingInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        checks.Text(InputChecks.Path("name"), NameField, input.Name);
        var import = await call.Db.Rows<Import>().SingleOrDefaultAsync(one => one.Id == input.ImportId.Key, token);
        // A malformed id has been noted when it was read.
        if (import is null && input.ImportId.Key != 0)
            checks.Add(new NotFoundError<Import>(input.ImportId));
        var fields = import is null ? [] : input.Fields ?? Proposed(import);
        if (import is not null)
            new FieldChecks(import, checks).Run(fields, keepTimes: true, ["fields"]);
        var teams = new SharedTeams(input.TeamIds, input.Sharing, present: []);
        await teams.CheckAsync(call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var columns = ImportJson.Read<IReadOnlyList<ImportColumn>>(import!.Columns)!;
        var mapping = new ImportMapping
        {
            Name = input.Name,
            Records = import.Records,
            Fields = JsonSerializer.Serialize(fields, ImportJson.WithoutNulls),
            Headers = ImportJson.Write(columns.Select(column => column.Header)),
            OwnerId = call.Caller.Actor.UserId,
            Sharing = input.Sharing,
        };
        call.Db.Add(mapping);
        call.Db.AddRange(teams.Added.Select(team => new ImportMappingTeam { Mapping = mapping, TeamId = team }));
        var set = await call.SaveAllAsync(ChangeAction.Create, input.Reason, token);
        return new SaveImportMappingPayload(new(mapping.Id), set);
    }

    private static IReadOnlyList<ImportFieldInput> Proposed(Import import) =>
        ImportJson.Read<IReadOnlyList<ImportFieldInput>>(JsonNode.Parse(import.Proposal)?["fields"]?.ToJsonString())
        ?? [];
}
