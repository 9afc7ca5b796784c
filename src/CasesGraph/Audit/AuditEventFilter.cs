using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Audit;

/// <summary>Events are found by what they were done to, beside what they have themselves.</summary>
internal sealed class AuditEventFilter : FilterFields
{
    private static readonly RecordIds Objects = new(
        ChangeFilter.ColumnOf(typeof(AuditEvent), nameof(AuditEvent.ObjectType)),
        _ => ChangeFilter.ColumnOf(typeof(AuditEvent), nameof(AuditEvent.ObjectId))
    );

    public const string ObjectId = "objectId";

    public override bool Owns(string name) => name is ObjectId;

    public override IEnumerable<Filter> Read(
        IReadOnlyDictionary<string, object?> given,
        ComparisonReader comparisons,
        bool negated
    ) =>
        given.GetValueOrDefault(ObjectId) is IReadOnlyDictionary<string, object?> id
            ? [Objects.Read(id, comparisons, negated)]
            : [];
}
