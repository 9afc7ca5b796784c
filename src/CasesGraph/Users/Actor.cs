using System.Runtime.InteropServices;

namespace CasesGraph.Users;

/// <summary>Who did something: a user, a contact (portal, e-mail), or the system itself when neither is set.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Actor(long? UserId, long? ContactId)
{
    public static Actor System => default;

    public static Actor User(long id) => new(id, ContactId: null);
}
