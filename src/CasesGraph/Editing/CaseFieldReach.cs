using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>
/// What a caller may do with a field of a case, in one case at least: told by what the field and the mutations declare, and
/// by the caller's shape, before anything is asked.
/// </summary>
internal static class CaseFieldReach
{
    private static readonly IReadOnlyList<string> OnCreate = ContactInputs.Declared(typeof(CreateCase)) ?? [];
    private static readonly IReadOnlyList<string> OnUpdate = ContactInputs.Declared(typeof(UpdateCase)) ?? [];

    extension(AccessShape access)
    {
        /// <summary>Whether it is told the field of cases that it sees.</summary>
        public bool Reads(ValueField field) =>
            access.May(AccessAction.CaseView) && access.Shows(field) && (access.IsContact || access.SeesTarget(field));

        /// <summary>Whether it can give the field a value, in a new case or in one that is there.</summary>
        public bool Writes(ValueField field) =>
            access.IsContact
                ? access.WritesAsContact(field)
                : access.SeesTarget(field)
                    && access.MayChange(field)
                    && CaseDemands
                        .Of(new EntityValues<Case>(new Dictionary<ValueField, object?> { [field] = field }))
                        .All(access.May);

        private bool MayChange(ValueField field) =>
            (field.Declared.Editable.HasFlag(EditableIn.Create) && access.May(AccessAction.CaseCreate))
            || (
                access.May(AccessAction.CaseView)
                && (
                    (field.Declared.Editable.HasFlag(EditableIn.Update) && access.May(AccessAction.CaseEdit))
                    || (field.Declared.MassUpdatable && access.May(AccessAction.CaseMassUpdate))
                )
            );

        private bool WritesAsContact(ValueField field) =>
            (
                access.May(AccessAction.CaseCreate)
                && OnCreate.Contains(field.Name, StringComparer.Ordinal)
                && access.Gives(field)
            ) || (access.May(AccessAction.CaseEdit) && OnUpdate.Contains(field.Name, StringComparer.Ordinal));

        private bool Gives(ValueField field) =>
            field.Property.Name is not nameof(Case.Priority) || access.Contact!.GivesPriority;

        /// <summary>Whether what the field refers to is not hidden as a whole: it is null then, and names nothing in inputs.</summary>
        private bool SeesTarget(ValueField field) =>
            field is not ReferenceField { Target: var target }
            || EntityRights.Find(target) is not { View: { } view, Own: null }
            || access.May(view);
    }
}
