using System.Buffers.Text;
using System.Security.Cryptography;

namespace CasesGraph.Tests.Tokens;

/// <summary>A key by which a test's issuer signs.</summary>
internal abstract class IssuerKey(string id, string algorithm) : IDisposable
{
    public string Id => id;

    public string Algorithm => algorithm;

    /// <summary>Its public half, as issuers publish it (RFC 7517).</summary>
    public abstract IReadOnlyDictionary<string, string> Published { get; }

    public abstract byte[] Sign(byte[] data);

    public abstract void Dispose();

    protected Dictionary<string, string> Web(string type, params IEnumerable<(string Name, byte[] Number)> numbers)
    {
        var jwk = numbers.ToDictionary(
            one => one.Name,
            one => Base64Url.EncodeToString(one.Number),
            StringComparer.Ordinal
        );
        (jwk["kty"], jwk["kid"], jwk["alg"], jwk["use"]) = (type, Id, Algorithm, "sig");
        return jwk;
    }
}

internal sealed class RsaKey(string id, string algorithm = "RS256") : IssuerKey(id, algorithm)
{
    private readonly RSA rsa = RSA.Create(2048);

    public override IReadOnlyDictionary<string, string> Published =>
        rsa.ExportParameters(includePrivateParameters: false) is var numbers
            ? Web("RSA", ("n", numbers.Modulus!), ("e", numbers.Exponent!))
            : throw new CryptographicException();

    /// <summary>The public half as people keep it in files.</summary>
    public byte[] Pem => System.Text.Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());

    public override byte[] Sign(byte[] data) =>
        rsa.SignData(
            data,
            HashAlgorithmName.SHA256,
            Algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
        );

    public override void Dispose() => rsa.Dispose();
}

internal sealed class EcKey(string id) : IssuerKey(id, "ES256")
{
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public override IReadOnlyDictionary<string, string> Published
    {
        get
        {
            var point = curve.ExportParameters(includePrivateParameters: false).Q;
            var jwk = Web("EC", ("x", point.X!), ("y", point.Y!));
            jwk["crv"] = "P-256";
            return jwk;
        }
    }

    public override byte[] Sign(byte[] data) => curve.SignData(data, HashAlgorithmName.SHA256);

    public override void Dispose() => curve.Dispose();
}
