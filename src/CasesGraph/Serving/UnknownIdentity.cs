using System.Security.Cryptography;
using System.Text;

namespace CasesGraph.Serving;

/// <summary>Somebody whom an issuer knows and no user is linked to, as administrators find them in the issuer's list.</summary>
/// <param name="SubjectHash">SHA-256 of the token's sub in UTF-8, in hexadecimal.</param>
public sealed record UnknownIdentity(string Issuer, string SubjectHash)
{
    public static UnknownIdentity Of(string issuer, string subject) =>
        new(issuer, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject))));
}
