using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// The file that hands a subscription to a client: schema 2.0, the management certificate as PKCS#12. The classic command line
/// decodes only 3DES with SHA-1 and the null password (an empty one derives another key), so that is what it gets; the file
/// itself is the secret. The attribute ServerCertificate is ours: whom our clients trust, so that this one file is enough.
/// </summary>
/// <param name="authority">Null: whoever uses the file knows by other means whom to trust.</param>
internal sealed class PublishSettings(Uri service, Guid subscription, string name, X509Certificate2 certificate, X509Certificate2? authority)
{
    private const string Trusted = "ServerCertificate";

    private readonly string? _trusted = authority is null ? null : Convert.ToBase64String(authority.RawData);
    private readonly string _service = service.GetLeftPart(UriPartial.Authority);

    public string Write()
    {
        var container = certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1, null);
        var document = new XElement(
            "PublishData",
            new XElement(
                "PublishProfile",
                new XAttribute("SchemaVersion", "2.0"),
                new XAttribute("PublishMethod", "AzureServiceManagementAPI"),
                new XElement(
                    "Subscription",
                    new XAttribute("ServiceManagementUrl", _service),
                    new XAttribute("Id", subscription.ToString("D")),
                    new XAttribute("Name", name),
                    new XAttribute("ManagementCertificate", Convert.ToBase64String(container)),
                    _trusted is null ? null : new XAttribute(Trusted, _trusted))));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document + "\n";
    }

    /// <summary>Whether a text says the same, so that it need not be written again (the container differs each time).</summary>
    public bool Matches(string? text)
    {
        if (text is null || Parse(text)?.Descendants("Subscription").SingleOrDefault() is not { } element)
            return false;
        return element.Attribute("ServiceManagementUrl")?.Value == _service
            && element.Attribute("Id")?.Value == subscription.ToString("D")
            && element.Attribute("Name")?.Value == name
            && element.Attribute(Trusted)?.Value == _trusted
            && Thumbprint(element.Attribute("ManagementCertificate")?.Value) == certificate.Thumbprint;
    }

    private static XDocument? Parse(string text)
    {
        try
        {
            return XDocument.Parse(text);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static string? Thumbprint(string? container)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(container ?? ""), null);
            return certificate.Thumbprint;
        }
        catch (Exception error) when (error is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
