using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// The file that hands a subscription to a client: schema 2.0, the management certificate as PKCS#12. The classic command line
/// decodes only 3DES with SHA-1 and the null password (an empty one derives another key), so that is what it gets; the file
/// itself is the secret.
/// </summary>
internal static class PublishSettings
{
    public static string Write(Uri service, Subscription subscription, X509Certificate2 certificate)
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
                    new XAttribute("ServiceManagementUrl", service.GetLeftPart(UriPartial.Authority)),
                    new XAttribute("Id", subscription.Id.ToString("D")),
                    new XAttribute("Name", subscription.Name),
                    new XAttribute("ManagementCertificate", Convert.ToBase64String(container)))));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document + "\n";
    }

    /// <summary>Whether the text is of this service, subscription and certificate, so that it need not be written again.</summary>
    public static bool Matches(string? text, Uri service, Subscription subscription, X509Certificate2 certificate)
    {
        if (text is null || Parse(text)?.Descendants("Subscription").SingleOrDefault() is not { } element)
            return false;
        return element.Attribute("ServiceManagementUrl")?.Value == service.GetLeftPart(UriPartial.Authority)
            && element.Attribute("Id")?.Value == subscription.Id.ToString("D")
            && element.Attribute("Name")?.Value == subscription.Name
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
