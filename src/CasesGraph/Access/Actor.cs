using System.Runtime.InteropServices;
using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>Who did something: a user, a contact (portal, e-mail), or the system itself when neither is set.</summary>
[Union("Who did something: a user, a contact or the system itself.")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct Actor(long? UserId, long? ContactId)
{
    public static Actor System => default;

    public static Actor User(long id) => new(id, ContactId: null);

    public static Actor Contact(long id) => new(UserId: null, id);
}
