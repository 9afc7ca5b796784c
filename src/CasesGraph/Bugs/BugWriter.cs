using CasesGraph.Operations;

namespace CasesGraph.Bugs;

internal sealed class BugWriter : EntityWriter<Bug>
{
    public static BugWriter Instance { get; } = new();

    protected override Bug Blank() => new() { Subject = "" };

    protected override UserError NotFound(Ref<Bug> id) => new BugNotFoundError(id);

    protected override UserError Deleted(Ref<Bug> entity) => new BugDeletedError(entity);

    protected override UserError VersionConflict(int expected, Ref<Bug> current) =>
        new BugVersionConflictError(expected, current);
}
