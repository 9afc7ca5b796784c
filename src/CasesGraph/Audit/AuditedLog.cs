using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Serving;

namespace CasesGraph.Audit;

/// <summary>
/// What the log says of rights, as events in the same transaction. No operation knows of them: what is logged of a role, a
/// key or a user is read here, and nowhere else.
/// </summary>
internal sealed class AuditedLog : LogWitness
{
    public override async Task SeeAsync(IReadOnlyList<EntityChange> changes, Call call, CancellationToken token) =>
        await AddAsync([.. changes.SelectMany(change => EventsOf(change, call))], call, token);

    public override async Task SeeAsync(
        ChangeKind kind,
        IReadOnlyList<long> cases,
        Ref<ChangeSet> set,
        Call call,
        CancellationToken token
    )
    {
        if (kind is ChangeKind.Purged)
            await AddAsync(
                [.. cases.Select(number => Event(AuditKind.CasePurged, RecordType.Case, number, set.Key, call))],
                call,
                token
            );
    }

    private static IEnumerable<AuditEvent> EventsOf(EntityChange change, Call call)
    {
        switch (change.Type)
        {
            case RecordType.Role:
                yield return OfRole(change, call);
                break;
            case RecordType.Team:
                yield return Event(
                    AuditKind.TeamChanged,
                    change,
                    call,
                    ("change", Naming.UpperSnake($"{change.Kind}"))
                );
                break;
            case RecordType.ApiKey when KindOf(change) is { } kind:
                yield return Event(kind, change, call);
                break;
            case RecordType.Contact
                when change.Fields.FirstOrDefault(one => one.Field is "portalAccess") is { Before: not null } portal:
                yield return Event(
                    AuditKind.PortalAccessChanged,
                    change,
                    call,
                    ("accessBefore", portal.Before),
                    ("accessAfter", portal.After)
                );
                break;
            case RecordType.User or RecordType.Contact:
                foreach (var link in change.Fields)
                {
                    if (OfLink(link, change, call) is { } audit)
                        yield return audit;
                }
                break;
        }
    }

    private static AuditEvent OfRole(EntityChange change, Call call)
    {
        var grants = change.Fields.FirstOrDefault(field => field.Field is "grants");
        return Event(
            AuditKind.RoleChanged,
            change,
            call,
            ("change", Naming.UpperSnake($"{change.Kind}")),
            ("grantsBefore", grants?.Before),
            ("grantsAfter", grants?.After)
        );
    }

    /// <summary>Null where nothing was done that lets anybody in or out.</summary>
    private static AuditKind? KindOf(EntityChange change) =>
        change.Kind is ChangeKind.Created ? AuditKind.KeyCreated
        : change.Fields.Any(field => field.Field is "revokedAt") ? AuditKind.KeyRevoked
        : change.Fields.Any(field => field.Field is "previousUntil") ? AuditKind.KeyRotated
        : null;

    /// <summary>A role, a team or an identity that a user gets, or loses.</summary>
    private static AuditEvent? OfLink(EntityFieldChange link, EntityChange change, Call call)
    {
        var isAdded = link.After is not null;
        switch (link.Field)
        {
            case "roles":
                var given = isAdded ? AuditKind.RoleGiven : AuditKind.RoleTaken;
                return Event(given, change, call, ("roleId", link.After ?? link.Before));
            case "teams":
                var member = isAdded ? AuditKind.MemberAdded : AuditKind.MemberRemoved;
                return Event(member, change, call, ("teamId", link.After ?? link.Before));
            case "identities":
                var linked = isAdded ? AuditKind.IdentityLinked : AuditKind.IdentityUnlinked;
                // As the log has it: the issuer, which is an address, and behind the first | the subject.
                var parts = (link.After ?? link.Before)!.Split('|', 2);
                var identity = HashedIdentity.Of(parts[0], parts[^1]);
                return Event(linked, change, call, ("issuer", identity.Issuer), ("subjectHash", identity.SubjectHash));
            default:
                return null;
        }
    }

    private static AuditEvent Event(
        AuditKind kind,
        EntityChange change,
        Call call,
        params IEnumerable<(string, string?)> detail
    ) => Event(kind, change.Type, change.RecordId, change.ChangeSet.Id, call, detail);

    private static AuditEvent Event(
        AuditKind kind,
        RecordType type,
        long key,
        long set,
        Call call,
        params IEnumerable<(string, string?)> detail
    )
    {
        var audit = call.Caller.Event(kind, call.Now);
        (audit.ObjectType, audit.ObjectId) = (type, key);
        audit.Detail = AuditDetail.Of([.. detail, ("changeSetId", OpaqueId.Encode(nameof(ChangeSet), set))]);
        return audit;
    }

    private static Task AddAsync(AuditEvent[] events, Call call, CancellationToken token) =>
        events.Length == 0 ? Task.CompletedTask : call.Db.DirectRows!.AddAsync(events, token);
}

internal static class CallerEvents
{
    extension(Caller caller)
    {
        /// <summary>Something that a caller does, or wants to.</summary>
        public AuditEvent Event(AuditKind kind, DateTime now) =>
            new()
            {
                Kind = kind,
                At = now,
                Actor = caller.Asker,
                ApiKeyId = caller.ApiKeyId,
                ViewAsId = caller.Viewer is null ? null : caller.Actor.UserId,
                ViewAsContactId = caller.Viewer is null ? null : caller.Actor.ContactId,
                Address = caller.Address,
            };
    }
}
