using System.Security.Cryptography;
using System.Text;

namespace CasesGraph.Serving;

/// <summary>
/// Somebody whom an issuer knows, by a hash of the name that it gives them: whoever has the issuer's list finds them in it,
/// and nobody else learns who it is.
/// </summary>
/// <param name="SubjectHash">SHA-256 of the token's sub in UTF-8, in hexadecimal.</param>
public sealed record HashedIdentity(string Issuer, string SubjectHash)
{
    public static HashedIdentity Of(string issuer, string subject) =>
        new(issuer, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject))));
}
