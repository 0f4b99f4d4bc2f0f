using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.Client;

/// <summary>Certificates in a PEM text; netstandard2.0 reads only the first.</summary>
internal static class Pem
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";

    public static IReadOnlyList<X509Certificate2> Certificates(string text)
    {
        var certificates = new List<X509Certificate2>();
        for (var at = text.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + 1, StringComparison.Ordinal))
        {
            var start = at + Begin.Length;
            var end = text.IndexOf(End, start, StringComparison.Ordinal);
            if (end < 0) throw new FormatException("the server certificate has no end");
            certificates.Add(new X509Certificate2(Convert.FromBase64String(text.Substring(start, end - start))));
        }

        return certificates;
    }
}
