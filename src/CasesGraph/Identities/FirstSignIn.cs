using System.Security.Cryptography;
using System.Text;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>
/// What becomes of an identity that nobody is linked to: it is that of the user or contact who has its address, or of a new
/// user, where the settings name its issuer for that.
/// </summary>
internal sealed class FirstSignIn(
    IdentitySettings settings,
    CasesDatabase database,
    WriteGate gate,
    UsersByName users,
    BeginLog log
)
{
    private const string Reason = "First sign-in";

    /// <summary>Links it; false where nobody is to be linked.</summary>
    public async Task<bool> TryAsync(ShownIdentity shown, CancellationToken token)
    {
        if (shown.Kind is IdentityKind.Contact || !settings.CreateUsers.Contains(shown.Issuer))
        {
            // Most of those who are unknown stay so, and cost no write.
            await using var db = database.CreateDb();
            if (await HolderOfAddressAsync(shown, db, token) is null)
                return false;
        }
        return await gate.RunAsync((db, now, inner) => LinkAsync(shown, db, now, inner), token);
    }

    private async Task<bool> LinkAsync(ShownIdentity shown, CasesDb db, DateTime now, CancellationToken token)
    {
        if (await db.Set<Identity>().AnyAsync(one => one.Issuer == shown.Issuer && one.Subject == shown.Subject, token))
            return true;
        var call = new Call(db, Caller.System, now, new ValidationIssues(), log);
        var holder = await HolderOfAddressAsync(shown, db, token);
        var action = holder is null ? ChangeAction.Create : ChangeAction.Update;
        if (holder is null && shown.Kind is IdentityKind.User && settings.CreateUsers.Contains(shown.Issuer))
            holder = await MakeAsync(shown, call, token);
        if (holder is null)
            return false;
        db.Add(
            new Identity
            {
                User = holder as User,
                Contact = holder as Contact,
                Issuer = shown.Issuer,
                Subject = shown.Subject,
                LinkedAt = now,
            }
        );
        await call.SaveAsync(action, Reason, token);
        return true;
    }

    /// <summary>The one who has the address, of those whom the token can be of.</summary>
    private async Task<object?> HolderOfAddressAsync(ShownIdentity shown, CasesDb db, CancellationToken token)
    {
        if (!settings.LinkByEmail.Contains(shown.Issuer) || shown.Email is not { } email)
            return null;
        var key = CaseFolding.Key(email);
        return shown.Kind is IdentityKind.Contact
            ? await ContactByEmailAsync(key, db, token)
            : await UserByEmailAsync(key, db, token);
    }

    /// <summary>The one contact who may use the portal, and does not sign in otherwise already.</summary>
    private static async Task<Contact?> ContactByEmailAsync(string key, CasesDb db, CancellationToken token)
    {
        var found = await db.Set<Contact>()
            .Where(contact => contact.EmailKey == key && contact.DeletedAt == null)
            .Take(2)
            .ToListAsync(token);
        return
            found is [{ PortalAccess: not PortalAccess.None } one]
            && !await db.Set<Identity>().AnyAsync(identity => identity.ContactId == one.Id, token)
            ? one
            : null;
    }

    /// <summary>The one active user. Never an administrator, nor one who signs in otherwise already.</summary>
    private static async Task<User?> UserByEmailAsync(string key, CasesDb db, CancellationToken token)
    {
        var found = await db.Set<User>().Where(user => user.Active && user.EmailKey == key).Take(2).ToListAsync(token);
        if (found is not [var one])
            return null;
        var isOut =
            await db.Set<Identity>().AnyAsync(identity => identity.UserId == one.Id, token)
            || await db.Set<UserRole>()
                .AnyAsync(link => link.UserId == one.Id && link.RoleId == BuiltInRole.AdministratorId, token);
        return isOut ? null : one;
    }

    private async Task<User> MakeAsync(ShownIdentity shown, Call call, CancellationToken token)
    {
        var name = await FreeNameAsync(shown, call.Db, token);
        var made = new User
        {
            UserName = name,
            FullName = Fitting(shown.FullName, most: 200) ?? name,
            Email = Fitting(shown.Email, most: 255),
        };
        return await users.MakeAsync(made, call, new InputChecks(call), token);
    }

    /// <summary>Names are the issuer's to give; whoever is called so here already keeps the name.</summary>
    private static async Task<string> FreeNameAsync(ShownIdentity shown, CasesDb db, CancellationToken token)
    {
        foreach (var name in new[] { shown.UserName, shown.Email, shown.Subject })
        {
            if (Fitting(name, most: 100) is { } fitting && await UsersByName.FindAsync(fitting, db, token) is null)
                return fitting;
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{shown.Issuer}|{shown.Subject}"));
        return $"user-{Convert.ToHexStringLower(hash)[..32]}";
    }

    private static string? Fitting(string? text, int most) =>
        TextRules.OrNull(text) is { } some && TextRules.Check(some, most, longText: false) is null ? some : null;
}
