using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>
/// Undoes what one change did to its case, field by field and link by link: what no later change touched becomes what it
/// was before, the rest is left and noted.
/// </summary>
internal sealed class RevertedChange(CaseChange change, PresentState present, Skips skips, Call call)
{
    public const string Changed = "It was changed since.";
    public const string Taken = "Another case has this external reference by now.";
    public static readonly CaseField Reference = new("EXTERNAL_REFERENCE");
    private readonly Case? @case = present.Find(change.CaseNumber!.Value);

    public bool Run()
    {
        if (change.Kind is ChangeKind.Created)
            return Delete();
        var undone = false;
        foreach (var row in change.Fields.OrderBy(Turn).ThenByDescending(row => row.Id))
        {
            if (present.Later.HaveUndone(change, row))
                continue;
            if (@case is null)
                Skip(row, "The case was purged since.", Cause.WholeCase);
            else if (@case.MergedIntoNumber is not null && IsSince(CaseField.MergedInto))
                Skip(row, "The case was merged into another since.", new(CaseField.MergedInto));
            else if (@case.DeletedAt is not null && row.Field != CaseField.DeletedAt && IsSince(CaseField.DeletedAt))
                Skip(row, "The case was deleted since.", new(CaseField.DeletedAt));
            else
                undone |= Undo(@case, row);
        }
        return undone;
    }

    /// <summary>Some changes reach deleted and merged cases too; undoing them does as well.</summary>
    private bool IsSince(CaseField field) =>
        present.Later.Touching(change, new FieldChange { Field = field }) is not null;

    /// <summary>
    /// A case is restored before anything else and deleted last. Whoever was PRIMARY becomes that again only when nobody
    /// else is any more.
    /// </summary>
    private static int Turn(FieldChange row) =>
        row.Field == CaseField.DeletedAt ? (row.Before is null ? 0 : 3)
        : row.BeforeRole is ContactRole.Primary ? 2
        : 1;

    private bool Undo(Case of, FieldChange row)
    {
        if (present.Later.Touching(change, row) is { } set)
        {
            skips.Add(Left(of, row, CurrentValue.Of(of, row, present.Parts), set, Changed));
            return false;
        }
        if (CurrentValue.Of(of, row, present.Parts) != (row.After, row.AfterRole))
            return false;
        if (row.Before is null && present.CameBehind(change, row))
        {
            Skip(row, "A case that was merged into it since has it too.");
            return false;
        }
        return CaseParts.Find(row.Field) switch
        {
            LinkPart part => UndoLink(part, of, row),
            ItemPart part => UndoItem(part, of, row),
            _ => UndoField(of, AuditedFields.Find(row.Field)!, row),
        };
    }

    private bool UndoField(Case of, ValueField field, FieldChange row)
    {
        var value = AuditedFields.Read(field, row.Before);
        if (
            field is ReferenceField { Target: var target, Declared.ComesBack: false }
            && value is long key
            && !IsUsable(target, key)
        )
            Skip(row, "What it referred to is deleted or inactive by now.");
        else if (field.Property.Name is nameof(Case.ExternalReference) && IsUsed(of, row.Before))
            Skip(row, Taken);
        else
            return Set(of, field, value, row);
        return false;
    }

    private bool Set(Case of, ValueField field, object? value, FieldChange row)
    {
        if (value is CaseStatus status)
            CaseRules.GoBack(of, status, of.StatusDetailId, of.ClosedAt ?? present.ClosedAt(change) ?? call.Now);
        else
            field.Property.SetValue(of, value);
        SettledTimes.PutBack(of, change.Settled, row.Field);
        return true;
    }

    private bool UndoLink(LinkPart part, Case of, FieldChange row)
    {
        var key = AuditedFields.Key(row.Link!);
        var gone = row.After is null && !IsUsable(part.Target, key);
        if (gone && !part.Revives)
            Skip(row, $"The {part.Noun} is deleted by now.");
        else if (row.BeforeRole is ContactRole.Primary && present.Parts.Of(part, of).Any(IsPrimary))
            Skip(row, $"Another {part.Noun} is the primary one by now.");
        else
        {
            if (gone)
                present.Revive(part, key);
            present.Parts.Set(part, of, key, row.Before is null ? null : new Link(row.BeforeRole));
            return true;
        }
        return false;
    }

    private bool UndoItem(ItemPart part, Case of, FieldChange row)
    {
        if (part.Stays is { } why)
        {
            Skip(row, why);
            return false;
        }
        var item = present.Parts.Find(part, of, AuditedFields.Key(row.Link!));
        if (item is not null && row.Before is null && part.WhyStays(item) is { } because)
            Skip(row, because);
        else if (item is not null && row.Before is null)
        {
            present.Parts.Remove(item);
            return true;
        }
        if (item is null && row.After is null)
            Skip(row, part.Gone);
        return false;
    }

    /// <summary>A case that was created is deleted, unless somebody has added to it or changed it.</summary>
    private bool Delete()
    {
        var deletedAt = new FieldChange { Field = CaseField.DeletedAt, Before = CanonicalText.Of(call.Now) };
        if (present.Later.HaveUndone(change, deletedAt))
            return false;
        var touching = present.Later.TouchingAnything(change);
        if (@case is { DeletedAt: null } && touching is null)
        {
            @case.DeletedAt = call.Now;
            return true;
        }
        var (reason, cause) = @case switch
        {
            null => ("The case was purged since.", Cause.WholeCase),
            { MergedIntoNumber: not null } => ("The case was merged into another since.", new(CaseField.MergedInto)),
            { DeletedAt: not null } => ("The case was deleted since.", new(CaseField.DeletedAt)),
            _ => ("The case was changed since it was created.", (Cause?)null),
        };
        Skip(deletedAt, reason, cause, @case?.DeletedAt is { } at ? CanonicalText.Of(at) : null, touching);
        return false;
    }

    private bool IsUsable(Type type, long key) => call.Linked.Find(type, key) is { Usable: true };

    private bool IsUsed(Case of, string? reference) => reference is not null && present.IsUsed(reference, of);

    private static bool IsPrimary((long Key, Link Link) one) => one.Link.Role is ContactRole.Primary;

    /// <summary>What stays is what a later change left.</summary>
    public static RevertSkip Left(
        Case of,
        FieldChange row,
        (string? Value, ContactRole? Role) current,
        long? because,
        string reason
    ) =>
        RevertSkip.Of(
            of.Number,
            isThere: true,
            row.Field,
            FieldChange.ValueOf(row.Field, current.Value, current.Role),
            FieldChange.ValueOf(row.Field, row.Before, row.BeforeRole),
            because,
            reason
        );

    /// <summary>What stays is what the change left.</summary>
    private void Skip(FieldChange row, string reason, Cause? cause = null) =>
        Skip(row, reason, cause, row.After, because: null, row.AfterRole);

    private void Skip(
        FieldChange row,
        string reason,
        Cause? cause,
        string? current,
        long? because,
        ContactRole? role = null
    ) =>
        skips.Add(
            RevertSkip.Of(
                change.CaseNumber!.Value,
                isThere: @case is not null,
                row.Field,
                FieldChange.ValueOf(row.Field, current, role),
                FieldChange.ValueOf(row.Field, row.Before, row.BeforeRole),
                because,
                reason
            ),
            cause
        );
}
