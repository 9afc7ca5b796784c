using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

internal static class ChangeLogFields
{
    public static RootField ChangeCursor { get; } = new ChangeCursorField();

    public static RootField CaseChanges { get; } =
        new ListField(
            EntityModel.Of<CaseChange>(),
            "caseChanges",
            "The change log, in log order. Its cursors are the cursors of onCaseChanged."
        );
}
