using System.Security.Cryptography;
using System.Text;

namespace CasesGraph.Serving;

/// <summary>Somebody whom an issuer knows, as administrators find them in the issuer's list, without the name that is secret to some.</summary>
/// <param name="SubjectHash">SHA-256 of the token's sub in UTF-8, in hexadecimal.</param>
public sealed record HashedIdentity(string Issuer, string SubjectHash)
{
    public static HashedIdentity Of(string issuer, string subject) =>
        new(issuer, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject))));
}
