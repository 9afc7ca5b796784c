using System.ComponentModel;
using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

internal static class EnumTypes
{
    /// <summary>Names that the API gives other than the code, to look like what its clients know.</summary>
    public static string NameOf(Type type) =>
        type == typeof(SortDirection) ? "SortEnumType"
        : type == typeof(CaseField) ? nameof(CaseField)
        : type.Name;

    public static void Ensure(this TypeRegistry types, Type type) =>
        types.Ensure(NameOf(type), () => type == typeof(CaseField) ? CaseFieldType() : Make(type));

    private static EnumerationGraphType Make(Type type)
    {
        var made = new EnumerationGraphType
        {
            Name = NameOf(type),
            Description = type.GetCustomAttribute<DescriptionAttribute>()?.Description,
        };
        foreach (var member in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var description = member.GetCustomAttribute<DescriptionAttribute>()?.Description;
            made.Add(Naming.UpperSnake(member.Name), member.GetValue(null), description);
        }
        return made;
    }

    /// <summary>The audited fields of Case, and what stands for one linked object or message each.</summary>
    private static EnumerationGraphType CaseFieldType()
    {
        var made = new EnumerationGraphType
        {
            Name = nameof(CaseField),
            Description = "A field of a case whose changes are on record.",
        };
        var audited = EntityModel.Of<Case>().ValueFields.Where(field => field.Declared.Audited);
        foreach (var field in audited.Where(field => field.Declared.Editable is not EditableIn.None))
            Add(field.LogName, field.Description);
        Add(CaseField.Contacts.Name, "One linked contact, with its role.");
        Add(CaseField.Bugs.Name, "One linked bug of the case.");
        Add(CaseField.Updates.Name, "One message or note of the conversation.");
        Add(CaseField.Attachments.Name, "One attached file of the case.");
        Add("MERGED_INTO", "The case that this one was merged into, or null again once it was brought back.");
        Add("DELETED_AT", "When the case was deleted, or null again once restored.");
        return made;

        void Add(string name, string description) => made.Add(name, new CaseField(name), description);
    }
}
