using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Exports;

/// <summary>What callers may write into files of what they see.</summary>
internal static class Exporters
{
    extension(Caller caller)
    {
        /// <summary>The caller as files are read for it: cases that it may not export are hidden from it.</summary>
        public Caller Exporting =>
            caller with
            {
                Access = caller.Access.Within(AccessAction.CaseView, AccessAction.CaseExport),
            };

        /// <summary>Whether it may export such rows: who may with some cases alone, those and what belongs to them.</summary>
        public bool MayExport(EntityModel entity) =>
            caller.Access[AccessAction.CaseExport] is AccessLevel.All
            || EntityRights.Find(entity.Type)?.View is { HasLevels: true };
    }
}
