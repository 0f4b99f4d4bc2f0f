using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using AwesomeAssertions;
using Ilb.Contracts;

namespace Ilb.Unit.ControlPlane;

/// <summary>Uploads of packages and what is done with them.</summary>
internal static class PackageRequests
{
    public const string Slot = TestService.MyWebsite + "/deploymentslots/Production";

    /// <summary>With network and cloud service.</summary>
    public static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync();
        await service.PutNetworkAsync();
        await service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service());
        return service;
    }

    public static string Create(string url, int instances) => XmlDocuments.ToText(new CreatePackageDeployment
    {
        Name = "v1",
        PackageUrl = url,
        Label = "v1",
        Configuration = TestPackage.Configuration(instances),
        StartDeployment = true,
    });

    public static async Task<string> UploadAsync(TestService service, byte[] package)
    {
        (await PutAsync(service, package, DigestOf(package))).Status.Should().Be(HttpStatusCode.Created);
        return $"/{service.Subscription}/ilb/packages/{DigestOf(package)}";
    }

    public static Task<Answer> PutAsync(TestService service, byte[] package, string name) => PutAsync(service, new ByteArrayContent(package), name);

    public static async Task<Answer> PutAsync(TestService service, HttpContent package, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{service.Subscription}/ilb/packages/{name}");
        request.Headers.Add("x-ms-version", "2014-05-01");
        request.Headers.ExpectContinue = true;
        request.Content = package;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var response = await service.Client.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), "");
    }

    public static string DigestOf(byte[] package) => Convert.ToHexStringLower(SHA256.HashData(package));

    /// <summary>Packages, halves of them and uploads.</summary>
    public static IEnumerable<string> LeftIn(TestService service)
    {
        var packages = Path.Combine(service.Host.Folder.Path, "packages", service.Subscription.ToString("N"));
        var folders = Directory.Exists(packages) ? Directory.GetFileSystemEntries(packages) : [];
        return [.. folders, .. Directory.GetFiles(service.Host.Folder.Path, ".upload-*")];
    }

    /// <summary>Lets nobody have used the packages for two hours.</summary>
    public static void Age(TestService service)
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(service.Host.Folder.Path, "packages", service.Subscription.ToString("N"))))
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddHours(-2));
    }
}
