using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;

namespace CasesGraph.Merge;

/// <summary>
/// What a case comes to: what it was given itself, and behind each of these the cases merged into it since, one after the
/// other. Only links, and fields that a merge took from another case, are looked at.
/// </summary>
internal sealed class Composition
{
    public static readonly ValueField Status = AuditedFields.Find(new CaseField("STATUS"))!;
    public static readonly ValueField Detail = AuditedFields.Find(CaseField.StatusDetail)!;
    public static readonly ValueField Team = AuditedFields.Find(new CaseField("TEAM"))!;
    public static readonly ValueField Assignee = AuditedFields.Find(new CaseField("ASSIGNED_TO"))!;

    public Dictionary<ValueField, object?> Fields { get; } = [];
    public Dictionary<LinkPart, IReadOnlyDictionary<long, Link>> Links { get; } = [];

    /// <summary>Since when the case is closed, where a merge took a status.</summary>
    public DateTime? ClosedAt { get; private set; }

    public static Composition Of(Case @case, MergeTree tree, OwnHistory own)
    {
        var into = tree.Into(@case).ToList();
        var made = new Composition();
        foreach (var part in CaseParts.Links)
            made.Links[part] = LinksOf(part, @case, into, own, tree.Parts);
        foreach (var field in Taken(into))
            made.Fields[field] = Value(field, @case, into, own);
        if (made.Fields.ContainsKey(Status))
            made.Fields[Detail] = made.DetailOf(@case, into, own);
        made.SettleStatus(@case, into, own);
        made.ClosedAt = ClosedSince(@case, into, own);
        return made;
    }

    /// <summary>Fields that merges took from some of these cases, and the status, which may follow from one.</summary>
    public static IReadOnlyCollection<ValueField> Taken(IReadOnlyCollection<(Case Case, CaseMerge Merge)> into)
    {
        var taken = AuditedFields.All.Where(field => into.Any(one => Took(one.Merge, field))).ToHashSet();
        if (taken.Contains(Assignee) || taken.Contains(Status) || taken.Contains(Detail))
            taken.UnionWith([Status, Detail]);
        return taken;
    }

    public static bool Took(CaseMerge merge, ValueField field) => merge.Took(new CaseField(field.LogName));

    /// <summary>The value that a case has, or comes back with if it is merged.</summary>
    public static object? ValueOf(ValueField field, Case @case, CaseMerge? merge) =>
        (field.Property.Name, merge) switch
        {
            (nameof(Case.Status), { } kept) => kept.Status,
            (nameof(Case.StatusDetailId), { } kept) => kept.StatusDetailId,
            (nameof(Case.ExternalReference), { ExternalReference: { } kept }) => kept,
            _ => field.Property.GetValue(@case),
        };

    /// <summary>A field that no merge took is the case's own.</summary>
    public object? ValueOf(ValueField field, Case of, OwnHistory own) =>
        Fields.TryGetValue(field, out var value) ? value : own.ValueOf(field, of);

    private static object? Value(
        ValueField field,
        Case @case,
        IEnumerable<(Case Case, CaseMerge Merge)> into,
        OwnHistory own
    )
    {
        var last = own.LastTogether(@case, new CaseField(field.LogName));
        var taken = into.LastOrDefault(one => Took(one.Merge, field) && IsBehind(one.Merge, last));
        return taken.Case is null ? own.ValueOf(field, @case) : ValueOf(field, taken.Case, taken.Merge);
    }

    /// <summary>That of the case which gave the status; a status without one comes with its default.</summary>
    private long? DetailOf(Case @case, IEnumerable<(Case Case, CaseMerge Merge)> into, OwnHistory own)
    {
        var last = own.LastTogether(@case, CaseField.StatusDetail);
        if (Fields[Status] is not CaseStatus status)
            return null;
        var taken = into.LastOrDefault(one =>
            (Took(one.Merge, Status) || Took(one.Merge, Detail)) && IsBehind(one.Merge, last)
        );
        var detail = (long?)(
            taken.Case is null ? own.ValueOf(Detail, @case)
            : Took(taken.Merge, Detail) ? ValueOf(Detail, taken.Case, taken.Merge)
            : own.Defaults[status]
        );
        return detail is { } key && own.StatusOf(key) != status ? own.Defaults[status] : detail;
    }

    /// <summary>An assignee that came with a merge moves a new case to ASSIGNED, as everywhere.</summary>
    private void SettleStatus(Case @case, List<(Case Case, CaseMerge Merge)> into, OwnHistory own)
    {
        if (Fields.GetValueOrDefault(Status) is not CaseStatus.New || Fields.GetValueOrDefault(Assignee) is null)
            return;
        var (status, assignee) = (Last(Status), Last(Assignee));
        var came = into.Exists(one =>
            Took(one.Merge, Assignee) && IsBehind(one.Merge, assignee) && IsBehind(one.Merge, status)
        );
        if (came && !into.Exists(one => Took(one.Merge, Status) && IsBehind(one.Merge, status)))
            (Fields[Status], Fields[Detail]) = (CaseStatus.Assigned, own.Defaults[CaseStatus.Assigned]);

        OwnChange? Last(ValueField field) => own.LastTogether(@case, new CaseField(field.LogName));
    }

    /// <summary>By statuses of its own and those that merges into it gave, in log order.</summary>
    private static DateTime? ClosedSince(Case @case, IEnumerable<(Case Case, CaseMerge Merge)> into, OwnHistory own)
    {
        var given = into.Select(one => one.Merge)
            .Where(merge => merge.Took(OwnHistory.Status))
            .Select(merge => (merge.ChangeId, IsClosed: CaseRules.IsClosed(merge.Status), At: merge.Change.OccurredAt));
        var said = own.All(@case, OwnHistory.Status)
            .Select(change => (change.ChangeId, IsClosed: ClosingTime.IsClosed(change.After), At: change.ClosedAt));
        DateTime? since = null;
        foreach (var (_, isClosed, at) in said.Concat(given).OrderBy(one => one.ChangeId))
            since = isClosed ? since ?? at : null;
        return since;
    }

    /// <summary>Again in the order in which all of it was done: who is PRIMARY depends on who was at the time.</summary>
    private static IReadOnlyDictionary<long, Link> LinksOf(
        LinkPart part,
        Case @case,
        IEnumerable<(Case Case, CaseMerge Merge)> into,
        OwnHistory own,
        PresentParts parts
    )
    {
        var links = new MergedLinks();
        var said = own.All(@case, part.Field)
            .Select(change =>
                (change.ChangeId, Do: (Action)(() => links.Set(AuditedFields.Key(change.Link!), change.LinkAfter)))
            );
        var came = into.Select(one =>
            (one.Merge.ChangeId, Do: (Action)(() => parts.Of(part, one.Case).ToList().ForEach(Add)))
        );
        foreach (var (_, act) in said.Concat(came).OrderBy(one => one.ChangeId))
            act();
        return links.All;

        void Add((long Key, Link Link) link) => links.Add(link.Key, link.Link);
    }

    private static bool IsBehind(CaseMerge merge, OwnChange? last) => last is null || merge.ChangeId > last.ChangeId;
}
