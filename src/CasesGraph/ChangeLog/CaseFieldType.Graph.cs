using CasesGraph.Cases;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.ChangeLog;

/// <summary>The audited fields of Case, and what stands for one linked object or message each.</summary>
internal sealed class CaseFieldType : OwnType
{
    public override Type Type => typeof(CaseField);
    public override string Name => nameof(CaseField);

    public override IGraphType Make(TypeRegistry types)
    {
        var made = new EnumerationGraphType
        {
            Name = Name,
            Description = "A field of a case whose changes are on record.",
        };
        var audited = EntityModel.Of<Case>().ValueFields.Where(field => field.Declared.Audited);
        foreach (var field in audited.Where(field => field.Declared.Editable is not EditableIn.None))
            Add(field.LogName, field.Description);
        foreach (var part in CaseParts.All)
            Add(part.Field.Name, part.Description);
        Add("MERGED_INTO", "The case that this one was merged into, or null again once it was brought back.");
        Add("DELETED_AT", "When the case was deleted, or null again once restored.");
        return made;

        void Add(string name, string description) => made.Add(name, new CaseField(name), description);
    }
}
