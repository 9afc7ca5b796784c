using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using CasesGraph.Teams;

namespace CasesGraph.Editing;

/// <summary>A patch as an edit of many cases, by the rules that updateCase has.</summary>
internal sealed class CasePatchEdit(CasePatch patch, SqlParameters parameters, StatusDefaults defaults, DateTime now)
{
    private static readonly Dictionary<string, ValueField> Fields = EntityModel
        .Of<Case>()
        .EditableFields(EditableIn.MassUpdate)
        .ToDictionary(field => field.Property.Name, StringComparer.Ordinal);

    private readonly CaseEdit edit = new(ChangeKind.Updated);

    /// <summary>The edit that a patch is.</summary>
    /// <param name="defaults">Not needed where the patch changes links alone.</param>
    public static CaseEdit Of(
        CasePatch patch,
        SqlParameters parameters,
        DateTime now,
        StatusDefaults? defaults = null
    ) => new CasePatchEdit(patch, parameters, defaults ?? StatusDefaults.None, now).Build();

    private CaseEdit Build()
    {
        edit.Refusals.Add(CaseRefusal.Unknown);
        if (!patch.AnyState)
            edit.Refusals.AddRange([CaseRefusal.Merged, CaseRefusal.Deleted]);
        edit.Only = Only();
        AddLinks();
        foreach (var value in patch.Values)
            Add(Fields[value.Property], value);
        SettleAssignee();
        Settle();
        return edit;
    }

    private void Add(ValueField field, PatchedValue value)
    {
        edit.Fields.Add(new EditedField(field, After(field, value)));
        if (field is ReferenceField reference && value.Number is { } key)
            Refuse(Sql.Differs(Sql.Column(field.Property.Name), Sql.Number(key)), reference.Target, key, field.Label);
    }

    private string Only() =>
        Sql.All([
            patch.Only is { } only ? Sql.IsSame(Sql.Column(only.Property), Sql.Number(only.Number)) : Sql.True,
            patch.OnlyStrangers
                ? Memberships.Lacks(Sql.Column(nameof(Case.AssignedToId)), Sql.Column(nameof(Case.TeamId)))
                : Sql.True,
        ]);

    /// <summary>Whoever is given a case has to be a member of its team; who has one that goes elsewhere may lose it.</summary>
    private void SettleAssignee()
    {
        var team = edit.Fields.Find(field => Is(field, nameof(Case.TeamId)));
        var assignee = edit.Fields.Find(field => Is(field, nameof(Case.AssignedToId)));
        if (assignee is null && team is not null)
            edit.Insert(new EditedField(Fields[nameof(Case.AssignedToId)], CaseRulesSql.AssigneeIn(team.After)));
        else if (
            patch.Values.FirstOrDefault(one => one is { Property: nameof(Case.AssignedToId), Number: not null }) is
            { } given
        )
            edit.Refusals.Add(
                new CaseRefusal(
                    Sql.All(
                        $"({Sql.Any([assignee!.Differs, .. team is null ? (string[])[] : [team.Differs]])})",
                        Memberships.Lacks(Sql.Number(given.Number), edit.After(nameof(Case.TeamId)))
                    ),
                    ValidationCode.NotAMember,
                    "The assignee is no member of the case's team, nor of one above it.",
                    Part: "set"
                )
            );
    }

    /// <summary>Status and closing follow from the other values.</summary>
    private void Settle()
    {
        var status = edit.Fields.Find(field => Is(field, nameof(Case.Status)));
        if (status is null && edit.Fields.Find(field => Is(field, nameof(Case.AssignedToId))) is { } assigned)
        {
            status = new EditedField(Fields[nameof(Case.Status)], CaseRulesSql.StatusOfAssigned(assigned.After));
            edit.Insert(status);
        }
        if (status is not null)
        {
            if (!edit.Fields.Exists(field => Is(field, nameof(Case.StatusDetailId))))
                edit.Insert(
                    new EditedField(
                        Fields[nameof(Case.StatusDetailId)],
                        CaseRulesSql.StatusDetailOf(status.After, defaults)
                    )
                );
            if (patch.Values.Any(value => value.Property is nameof(Case.Status)))
                edit.LoseAssignees(defaults);
            status = edit.Fields.Find(field => Is(field, nameof(Case.Status)))!;
            var time = parameters.Add(UtcMicroseconds.From(now));
            edit.Settled.Add((nameof(Case.ClosedAt), CaseRulesSql.ClosedAt(status.After, time)));
            edit.SettleTimes(time);
            edit.Unlogged.Add((nameof(Case.WaitingSince), CaseRulesSql.WaitingSince(status.After)));
        }
    }

    private void AddLinks()
    {
        foreach (var given in patch.Links)
        {
            var link = new LinkEdit(CaseLinks.PartOf(given), given);
            edit.Links.Add(link);
            if (link.SecondPrimary is { } second)
                edit.Refusals.Add(
                    new CaseRefusal(
                        second,
                        ValidationCode.SecondPrimary,
                        "The case has another primary contact.",
                        Part: "set"
                    )
                );
            if (link.TooMany is { } many)
                edit.Refusals.Add(
                    new CaseRefusal(
                        many,
                        ValidationCode.TooMany,
                        $"The case would have more than {link.Part.Most} {link.Part.Noun}s.",
                        Part: "set"
                    )
                );
        }
        foreach (var link in edit.Links)
        {
            foreach (var added in link.Patch.Added.Where(added => added.Key > 0))
            {
                Refuse(link.Lacks(added.Key), link.Part.Target, added.Key, link.Part.Target.Name);
            }
        }
    }

    /// <summary>The call was accepted when all that it refers to could be used; a job runs later.</summary>
    private void Refuse(string when, Type target, long key, string label)
    {
        var entity = EntityModel.Of(target);
        var canBeInactive = entity.Declared.InUse is not null;
        edit.Refusals.Add(
            new CaseRefusal(
                Sql.All(when, LinkedColumns.Of(target).IsUnusable(Sql.Number(key))),
                canBeInactive ? ValidationCode.Inactive : ValidationCode.InvalidId,
                canBeInactive
                    ? $"{label}: the {entity.Noun} is no longer active."
                    : $"{label}: the object has been deleted meanwhile.",
                Part: "set"
            )
        );
    }

    private string After(ValueField field, PatchedValue value) =>
        value switch
        {
            { Number: { } number } => IsFlag(field) ? Sql.Flag(number) : Sql.Number(number),
            { Text: { } text } => parameters.Add(text),
            _ => field is ScalarField { IsText: true } ? Sql.NoText
            : IsFlag(field) ? Sql.NoFlag
            : Sql.NoNumber,
        };

    private static bool IsFlag(ValueField field) => field is ScalarField { Scalar.StoredAs: StoredAs.Flag };

    private static bool Is(EditedField field, string property) =>
        string.Equals(field.Field.Property.Name, property, StringComparison.Ordinal);
}
