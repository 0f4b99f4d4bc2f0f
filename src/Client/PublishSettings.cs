using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;

namespace Ilb.Client;

/// <summary>
/// Reads publish settings files, schema 1.0 (address and certificate on the profile) and 2.0 (on each subscription). The server's
/// certificate is the attribute ServerCertificate (base64), which only ilb writes, or the file server.crt beside the settings.
/// </summary>
public static class PublishSettings
{
    private const string ServerFile = "server.crt";

    /// <exception cref="PublishSettingsException">The file cannot be read or holds no usable subscription.</exception>
    public static IReadOnlyList<AzureSubscription> Read(string path)
    {
        try
        {
            var beside = ServerCertificatesBeside(path);
            var subscriptions = Profiles(path).SelectMany(profile => Subscriptions(profile, beside)).ToList();
            return subscriptions.Count > 0 ? subscriptions : throw new PublishSettingsException(path, "it names no subscription");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PublishSettingsException(path, "there is no such file; 'ilb serve --data DIR' makes ilb.publishsettings in DIR", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PublishSettingsException(path, "only its owner may read it: use sudo, or a copy of your own", e);
        }
        catch (Exception e) when (e is IOException or XmlException or FormatException or CryptographicException)
        {
            throw new PublishSettingsException(path, e.Message, e);
        }
    }

    private static IEnumerable<XElement> Profiles(string path)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(path, settings);
        return [.. XElement.Load(reader).DescendantsAndSelf("PublishProfile")];
    }

    private static IEnumerable<AzureSubscription> Subscriptions(XElement profile, IReadOnlyList<X509Certificate2> beside)
    {
        foreach (var subscription in profile.Elements("Subscription"))
        {
            string Attribute(string name, string older) =>
                (string?)subscription.Attribute(name) ?? (string?)profile.Attribute(name) ?? (string?)profile.Attribute(older)
                ?? throw new FormatException($"a subscription has no {name}");

            var server = (string?)subscription.Attribute("ServerCertificate") ?? (string?)profile.Attribute("ServerCertificate");
            if (!Uri.TryCreate(Attribute("ServiceManagementUrl", "Url"), UriKind.Absolute, out var endpoint) || endpoint.Scheme != Uri.UriSchemeHttps)
                throw new FormatException("ServiceManagementUrl must be an https address");
            yield return new AzureSubscription(
                Attribute("Id", "Id"),
                (string?)subscription.Attribute("Name") ?? Attribute("Id", "Id"),
                endpoint,
                ClientCertificate(Attribute("ManagementCertificate", "ManagementCertificate")),
                server is null ? beside : [new X509Certificate2(Convert.FromBase64String(server))]);
        }
    }

    /// <summary>PKCS#12 without a password: null, which is not the same as an empty one.</summary>
    private static X509Certificate2 ClientCertificate(string base64) =>
        new(Convert.FromBase64String(base64), (string?)null, X509KeyStorageFlags.DefaultKeySet);

    private static IReadOnlyList<X509Certificate2> ServerCertificatesBeside(string path)
    {
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, ServerFile);
        return File.Exists(file) ? Pem.Certificates(File.ReadAllText(file)) : [];
    }
}
