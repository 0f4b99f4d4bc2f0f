using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.Client;

/// <summary>
/// Trusts what the machine trusts, and servers whose certificate is, or was issued by, one of the given certificates. Name and
/// validity are checked in every case.
/// </summary>
internal sealed class ServerTrust(IReadOnlyList<X509Certificate2> trusted)
{
    public bool Accepts(X509Certificate2? server, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (server is null || errors != SslPolicyErrors.RemoteCertificateChainErrors) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        foreach (var certificate in trusted) chain.ChainPolicy.ExtraStore.Add(certificate);
        chain.Build(server);
        return chain.ChainStatus.All(IsOnlyUnknownRoot) && Anchors(chain);
    }

    private static bool IsOnlyUnknownRoot(X509ChainStatus status) =>
        status.Status is X509ChainStatusFlags.NoError or X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain;

    /// <summary>The top of the chain, or the server's own certificate, must be one of ours.</summary>
    private bool Anchors(X509Chain chain) =>
        chain.ChainElements.Count > 0
        && (IsTrusted(chain.ChainElements[0].Certificate) || IsTrusted(chain.ChainElements[chain.ChainElements.Count - 1].Certificate));

    private bool IsTrusted(X509Certificate2 certificate) => trusted.Any(t => t.RawData.SequenceEqual(certificate.RawData));
}
