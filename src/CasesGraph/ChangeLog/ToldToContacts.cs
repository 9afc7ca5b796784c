using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Which fields of a change contacts are told: those that they read of the case. Not the account, which can have been one
/// that they know nothing of, nor messages and files, which the change lists itself as far as they are for contacts, nor
/// the assignee where users have no names for them.
/// </summary>
internal sealed class ToldToContacts : ContactCondition
{
    private static readonly List<CaseField> All =
    [
        .. CaseField
            .All.Select(one => one.Name)
            .Where(PublicFields.Has)
            .Where(field =>
                CaseParts.Find(field) is not ItemPart
                && AuditedFields.Find(field) is var known
                && (known is null || MayBeNamed(known))
            ),
    ];

    private static readonly List<CaseField> WithoutNames =
    [
        .. All.Where(field => RefersTo(field)?.Declared.IsCaller is not true),
    ];

    public override Expression Of(Expression row, ContactView contact)
    {
        var told = contact.StaffNames is StaffNames.Full ? All : WithoutNames;
        return Expression.Call(
            Expression.Constant(told),
            nameof(List<>.Contains),
            typeArguments: null,
            Expression.Property(row, nameof(FieldChange.Field))
        );
    }

    /// <summary>
    /// Whether contacts may ask for changes by what a field was: not where it refers to what they see some of, such as
    /// accounts.
    /// </summary>
    public static bool MayBeNamed(FieldModel field) =>
        field is not ReferenceField reference
        || reference.Target.GetCustomAttribute<SeenByContactsAttribute>(inherit: false) is not { Account: not null };

    private static EntityModel? RefersTo(CaseField field) =>
        AuditedFields.Find(field) is ReferenceField reference ? EntityModel.Of(reference.Target) : null;
}
