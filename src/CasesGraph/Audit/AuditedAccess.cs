using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Audit;

/// <summary>What happens without a transaction, as events.</summary>
internal sealed class AuditedAccess(AuditQueue queue, WriteGate gate, AuditSettings settings, TimeProvider clock)
    : AccessTrail
{
    private readonly OnceAMinute<(string? Address, string Reason)> signIns = new(clock);
    private readonly OnceAMinute<(Asking Who, string Reason)> views = new(clock);
    private readonly OnceAMinute<(Asking Who, string Reason)> acts = new(clock);
    private readonly OnceAMinute<(Asking Who, string Mutation, AccessAction, (Type, long)?)> mutations = new(clock);
    private readonly OnceAMinute<Asking> limits = new(clock);

    private DateTime Now => UtcMicroseconds.Cut(clock.GetUtcNow().UtcDateTime);

    /// <summary>Not by the queue, which can lose some: who looks as another is never to be unknown.</summary>
    public override Task ViewsAsync(Caller caller, CancellationToken token) =>
        gate.RunAsync(
            async (db, now, inner) =>
            {
                await db.DirectRows!.AddAsync([caller.Event(AuditKind.Viewed, now)], inner);
                return true;
            },
            token
        );

    public override void ViewRefused(Caller caller, Actor? wanted, string reason)
    {
        if (!views.Pass((Asking.Of(caller), reason)))
            return;
        var audit = caller.Event(AuditKind.ViewRefused, Now);
        (audit.ViewAsId, audit.ViewAsContactId) = (wanted?.UserId, wanted?.ContactId);
        audit.Detail = AuditDetail.Of(("reason", reason));
        queue.Add(audit);
    }

    public override void ActRefused(Caller caller, long? contact, string reason)
    {
        if (!acts.Pass((Asking.Of(caller), reason)))
            return;
        var audit = caller.Event(AuditKind.ActRefused, Now);
        if (contact is not null)
            (audit.ObjectType, audit.ObjectId) = (RecordType.Contact, contact);
        audit.Detail = AuditDetail.Of(("reason", reason));
        queue.Add(audit);
    }

    public override void SignInRefused(string reason, HashedIdentity? identity, string? address)
    {
        if (!signIns.Pass((address, reason)))
            return;
        queue.Add(
            new AuditEvent
            {
                Kind = AuditKind.SignInRefused,
                At = Now,
                Address = address,
                Detail = AuditDetail.Of([("reason", reason), .. Of(identity)]),
            }
        );
    }

    public override void FirstSignIn(Caller caller, HashedIdentity identity)
    {
        var audit = caller.Event(AuditKind.FirstSignIn, Now);
        (audit.ObjectType, audit.ObjectId) = caller.Actor.ContactId is { } contact
            ? (RecordType.Contact, contact)
            : (RecordType.User, caller.Actor.UserId);
        audit.Detail = AuditDetail.Of(Of(identity));
        queue.Add(audit);
    }

    public override void MutationRefused(
        Caller caller,
        string mutation,
        AccessAction action,
        (Type Entity, long Key)? about
    )
    {
        if (!mutations.Pass((Asking.Of(caller), mutation, action, about)))
            return;
        var audit = caller.Event(AuditKind.MutationRefused, Now);
        if (about is var (entity, key) && EntityModel.LoggedAs(entity) is { } type)
            (audit.ObjectType, audit.ObjectId) = (type, key);
        audit.Detail = AuditDetail.Of(("mutation", mutation), ("action", Naming.UpperSnake($"{action}")));
        queue.Add(audit);
    }

    public override void LimitRefused(Caller caller, string code, string? limit)
    {
        if (!limits.Pass(Asking.Of(caller)))
            return;
        var audit = caller.Event(AuditKind.LimitRefused, Now);
        audit.Detail = AuditDetail.Of(("reason", code), ("limit", limit));
        queue.Add(audit);
    }

    public override bool KeepsReads(Type entity) =>
        settings.Reads is AuditedReads.Cases && EntityModel.LoggedAs(entity) is RecordType.Case;

    public override void Read(Caller caller, Type entity, long key) =>
        Add(caller, AuditKind.CaseRead, key, detail: null);

    public override void Loaded(Caller caller, long caseNumber, string attachmentId)
    {
        if (settings.Reads is AuditedReads.Cases)
            Add(caller, AuditKind.FileRead, caseNumber, AuditDetail.Of(("attachmentId", attachmentId)));
    }

    private void Add(Caller caller, AuditKind kind, long caseNumber, string? detail)
    {
        var audit = caller.Event(kind, Now);
        (audit.ObjectType, audit.ObjectId, audit.Detail) = (RecordType.Case, caseNumber, detail);
        queue.Add(audit);
    }

    private static IEnumerable<(string, string?)> Of(HashedIdentity? identity) =>
        identity is null ? [] : [("issuer", identity.Issuer), ("subjectHash", identity.SubjectHash)];

    /// <summary>Whose events are counted together.</summary>
    private sealed record Asking(Actor Actor, long? ApiKeyId)
    {
        public static Asking Of(Caller caller) => new(caller.Asker, caller.ApiKeyId);
    }
}
