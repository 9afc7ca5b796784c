using System.ComponentModel;

namespace CasesGraph.Model;

[Description("What is wrong with a value of an input.")]
public enum ValidationCode
{
    [Description("A value is missing, or null where one is needed.")]
    Required,

    [Description("The text has more characters than the field holds.")]
    TooLong,

    [Description("The text or list is shorter than it must be.")]
    TooShort,

    [Description("The text holds a character that may not stand there.")]
    InvalidCharacter,

    [Description("The id is malformed or of another type.")]
    InvalidId,

    [Description("The value is not one that the field can take.")]
    InvalidValue,

    [Description("The value is of another type than the field.")]
    WrongType,

    [Description("Another object has the same value already.")]
    NotUnique,

    [Description("A record like it is there already, or a row before it.")]
    Duplicate,

    [Description("The user is not active and takes no cases.")]
    Inactive,

    [Description("There is nothing that the value names.")]
    NotFound,

    [Description("What it names is deleted.")]
    Deleted,

    [Description("The row is no text in the encoding of the file.")]
    InvalidEncoding,

    [Description("Several objects fit what is to name one.")]
    Ambiguous,

    [Description("A case has at most one primary contact.")]
    SecondPrimary,

    [Description("The state given does not follow from the status.")]
    StateDisagrees,

    [Description("The values given contradict each other.")]
    Conflict,

    [Description("The file has more bytes than one may have.")]
    TooLarge,

    [Description("The list or the request has more items than it may have.")]
    TooMany,

    [Description("The file is not what it should be, and cannot be read.")]
    Malformed,

    [Description("The caller may not do this to the object.")]
    Forbidden,

    [Description("The user is no member of the team, nor of one above it.")]
    NotAMember,

    [Description("The role allows more than the caller may do, who so cannot give, take or change it.")]
    RoleWiderThanYours,

    [Description("A saved filter that does not fit any more, so that nothing is found by it; its problems tell why.")]
    SavedFilterInvalid,

    [Description("Nobody who is active would be an administrator any more.")]
    LastAdministrator,
}
