using System.ComponentModel;

namespace CasesGraph.Model;

[Description("The kinds of records whose changes are in the log.")]
public enum RecordType
{
    [Description("A support request.")]
    Case,

    [Description("A company or organisation.")]
    Account,

    [Description("A person at a customer.")]
    Contact,

    [Description("A defect or a wish in the product.")]
    Bug,

    [Description("A member of staff.")]
    User,

    [Description("A word that cases are marked with.")]
    Tag,

    [Description("A status of one's own, which belongs to a status.")]
    StatusDetail,

    [Description("What users may do who have it.")]
    Role,

    [Description("A key by which a program acts as a user.")]
    ApiKey,

    [Description("Users who work on cases together.")]
    Team,

    [Description("A condition on cases that is kept under a name.")]
    SavedFilter,

    [Description("Which columns of files for imports bring what, kept under a name.")]
    ImportMapping,
}

/// <summary>On an entity whose changes are logged.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LoggedAttribute(RecordType type) : Attribute
{
    public RecordType Type { get; } = type;
}

/// <summary>
/// On a key: the field of the object that it names, which is of one of the logged entities. Which one, a column says.
/// </summary>
/// <param name="name">The field's name.</param>
/// <param name="type">The property with the <see cref="RecordType"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyOfRecordAttribute(string name, string description, string type) : Attribute
{
    public string Name { get; } = name;
    public string Description { get; } = description;
    public string Type { get; } = type;
}

/// <summary>
/// On an entity that is one form of another: the values for it of the column that tells them apart; none for all that no
/// other form has.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FormAttribute(params object[] values) : Attribute
{
    public IReadOnlyList<object> Values { get; } = values;
}

/// <summary>On a generic entity: for each that is logged there is one.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ForEachLoggedAttribute : Attribute;
