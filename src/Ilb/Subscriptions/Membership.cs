using System.Globalization;
using System.Text.Json;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Subscriptions;

/// <summary>What `ilb subscription` does and says.</summary>
internal sealed class Membership(ServiceManagementClient client, bool isJson, CancellationToken cancellation)
{
    public async Task<int> ListAsync()
    {
        var all = await client.GetSubscriptionsAsync(cancellation);
        Show(all.Select(Json), () =>
        {
            var table = Tables.Columns("name", "id", "certificates", "");
            foreach (var one in all)
                Tables.Row(table, one.Name, one.Id, one.Certificates.ToString(CultureInfo.InvariantCulture), one.IsOperator ? "the operator's" : "");
            return table;
        });
        return 0;
    }

    /// <param name="certificate">Null: the file of settings gets a new one.</param>
    public async Task<int> AddAsync(string name, FileInfo? certificate, FileInfo? settings)
    {
        using var made = New(settings);
        var added = await client.AddSubscriptionAsync(
            new NewSubscription { Name = name, Certificate = made?.PublicPart ?? CertificateFile.Read(certificate!) }, cancellation);
        if (made is not null)
            await OrElseAsync(made.WriteAsync(added.Id, added.Name, cancellation), () => client.RemoveSubscriptionAsync(added.Id, CancellationToken.None));
        Tell(Json(added), $"{added.Name}: subscription {added.Id}", settings);
        return 0;
    }

    public async Task<int> RemoveAsync(string name)
    {
        var found = (await client.GetSubscriptionsAsync(cancellation)).FirstOrDefault(one => Is(one.Name, name) || Is(one.Id, name))
            ?? throw new SubscriptionException($"There is no subscription '{name}'; ilb subscription list shows them.");
        await client.RemoveSubscriptionAsync(found.Id, cancellation);
        Console.WriteLine($"{found.Name}: removed");
        return 0;
    }

    public async Task<int> ListCertificatesAsync()
    {
        var all = (await client.GetCertificatesAsync(cancellation)).Certificates.Select(one => CertificateLine.Of(one, client.Subscription)).ToList();
        Show(all, () =>
        {
            var table = Tables.Columns("thumbprint", "subject", "until", "added", "");
            foreach (var one in all)
                Tables.Row(table, one.Thumbprint, one.Subject ?? "(not known)", Day(one.NotAfter), Day(one.Added), one.Remark);
            return table;
        });
        return 0;
    }

    /// <param name="certificate">Null: the file of settings gets a new one.</param>
    public async Task<int> AddCertificateAsync(FileInfo? certificate, FileInfo? settings)
    {
        using var made = New(settings);
        var sent = made?.PublicPart ?? CertificateFile.Read(certificate!);
        var line = CertificateLine.Of(new SubscriptionCertificate { SubscriptionCertificateData = sent }, client.Subscription);
        // The key is on the disk before anything is opened by it.
        if (made is not null)
            await made.WriteAsync(client.Subscription.SubscriptionId, client.Subscription.SubscriptionName, cancellation);
        await OrElseAsync(client.AddCertificateAsync(new SubscriptionCertificate { SubscriptionCertificateData = sent }, cancellation), () =>
        {
            settings?.Delete();
            return Task.CompletedTask;
        });
        var added = (await client.GetCertificatesAsync(cancellation)).Certificates.Select(one => CertificateLine.Of(one, client.Subscription))
            .FirstOrDefault(one => one.Sha256 == line.Sha256) ?? line;
        Tell(added, $"{added.Thumbprint} {added.Subject}: added", settings);
        return 0;
    }

    public async Task<int> RemoveCertificatesAsync(IReadOnlyList<string> thumbprints)
    {
        foreach (var thumbprint in thumbprints)
        {
            await client.RemoveCertificateAsync(thumbprint, cancellation);
            Console.WriteLine($"{thumbprint}: removed");
        }

        return 0;
    }

    private NewSettings? New(FileInfo? settings)
    {
        if (settings is null)
            return null;
        var made = new NewSettings(settings, client.Subscription);
        made.RefuseToReplace();
        return made;
    }

    private static async Task OrElseAsync(Task work, Func<Task> undo)
    {
        try
        {
            await work;
        }
        catch
        {
            await undo();
            throw;
        }
    }

    private void Tell(object line, string sentence, FileInfo? settings)
    {
        if (isJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));
            return;
        }

        Console.WriteLine(sentence);
        if (settings is not null)
            Console.WriteLine($"{settings.FullName} has its key, which is nowhere else: whoever reads it can act as the subscription.");
    }

    private void Show<T>(IEnumerable<T> lines, Func<Table> table)
    {
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(lines, JsonSerializerOptions.Web));
        else
            AnsiConsole.Write(table());
    }

    private static object Json(SubscriptionLine line) => new { line.Id, line.Name, line.Certificates, line.IsOperator };

    private static string Day(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
