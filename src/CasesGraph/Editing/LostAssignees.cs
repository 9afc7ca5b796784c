using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;

namespace CasesGraph.Editing;

/// <summary>What an edit that re-opens cases does to those whose assignee has gone.</summary>
internal static class LostAssignees
{
    private static readonly List<ValueField> Fields = [.. EntityModel.Of<Case>().ValueFields];

    extension(CaseEdit edit)
    {
        /// <summary>To be called when the edit has all else.</summary>
        /// <param name="restored">Whether it brings deleted cases back.</param>
        public void LoseAssignees(StatusDefaults defaults, bool restored = false)
        {
            var when = CaseRulesSql.LosesAssignee(
                edit.After(nameof(Case.Status)),
                edit.After(nameof(Case.AssignedToId)),
                edit.After(nameof(Case.TeamId)),
                restored
            );
            foreach (var (column, after) in CaseRulesSql.WithoutAssignee(defaults))
            {
                var changed = Data.Sql.Choose([(when, after)], edit.After(column));
                var field = Fields.Single(one => string.Equals(one.Property.Name, column, StringComparison.Ordinal));
                edit.Fields.RemoveAll(one => one.Field == field);
                edit.Insert(new EditedField(field, changed));
            }
        }

        /// <summary>Sets the times that follow from status and assignee, once the edit has these.</summary>
        /// <param name="now">An expression.</param>
        public void SettleTimes(string now)
        {
            edit.Settled.AddRange(CaseRulesSql.Times(edit.After(nameof(Case.Status)), now));
            if (edit.Fields.Exists(field => field.Field.Property.Name is nameof(Case.AssignedToId)))
                edit.Settled.Add(
                    (nameof(Case.AssignedAt), CaseRulesSql.AssignedAt(edit.After(nameof(Case.AssignedToId)), now))
                );
        }

        /// <summary>Adds a field where the log has it.</summary>
        public void Insert(EditedField field)
        {
            var place = edit.Fields.FindIndex(other => Fields.IndexOf(other.Field) > Fields.IndexOf(field.Field));
            edit.Fields.Insert(place < 0 ? edit.Fields.Count : place, field);
        }
    }
}
