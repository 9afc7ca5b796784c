using CasesGraph.Audit;
using CasesGraph.Model;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query;

/// <summary>Events of the audit, by numbers of their own: the other rows stay as they are.</summary>
internal sealed partial class SampleRows
{
    private readonly Choices audited = new(new PCG(9, 2026));

    private IEnumerable<AuditEvent> AuditEvents()
    {
        for (var number = 0; number < 60; number++)
        {
            var (type, key) = audited.Chance(20) ? default : Audited();
            yield return new AuditEvent
            {
                // The last is long enough ago to be removed.
                At = audited.Pick(Samples.Times[..^1]),
                Kind = (AuditKind)audited.Below(12),
                ActorUserId = audited.Chance(70) ? audited.Pick(users).Id : null,
                ViewAsId = audited.Chance(30) ? audited.Pick(users).Id : null,
                ViewAsContactId = number % 4 == 0 ? contacts[number % contacts.Count].Id : null,
                Address = audited.Chance(70) ? $"192.0.2.{audited.Below(9)}" : null,
                ObjectType = type,
                ObjectId = key,
                Detail = audited.Chance(50) ? AuditDetail.Of(("reason", $"Reason {number}")) : null,
            };
        }
    }

    /// <summary>Some are gone by now.</summary>
    private (RecordType?, long?) Audited() =>
        audited.Below(4) switch
        {
            0 => (RecordType.User, audited.Pick(users).Id),
            1 => (RecordType.Tag, audited.Pick(tags).Id),
            2 => (RecordType.Case, audited.Pick(cases).Number),
            _ => (RecordType.Case, 987_654),
        };
}
