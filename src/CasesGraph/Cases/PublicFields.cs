using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Cases;

/// <summary>
/// Which changes of a case contacts see: those of fields and parts that are for them
/// (<see cref="FieldAudience.Public"/>), but for what of a part is internal, and for links with what not all contacts see.
/// </summary>
internal static class PublicFields
{
    /// <summary>A contact who may do nothing.</summary>
    private static readonly AccessShape ForAnyContact = AccessShape.OfContact(new ContactView(), []);

    private static readonly HashSet<CaseField> All =
    [
        .. CaseField
            .All.Select(one => one.Name)
            .Where(field =>
                EntityModel.Of<Case>().Find(field.InSchema) is { Audience: FieldAudience.Public } found
                && ForAnyContact.Shows(found)
            ),
    ];

    public static bool Has(CaseField field) => All.Contains(field);

    public static bool Has(ICasePartRow row) =>
        Has(CaseParts.Of(row).Field) && row is not ICaseItem { IsForStaff: true };
}
