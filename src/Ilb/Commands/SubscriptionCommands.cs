using System.CommandLine;
using System.CommandLine.Completions;
using Ilb.Subscriptions;

namespace Ilb.Commands;

/// <summary>`ilb subscription`: tenants, and who may act for one; from anywhere with publish settings, without root.</summary>
internal static class SubscriptionCommands
{
    private const string Name = "subscription";

    public static Command Create() => new(Name, "Make and remove subscriptions, and say which certificates open one")
    {
        CreateList(),
        CreateAdd(),
        CreateRemove(),
        new Command("certificate", "Say which certificates open the subscription of the publish settings") { CreateListCertificates(), CreateAddCertificate(), CreateRemoveCertificate() },
    };

    private static Command CreateList()
    {
        var (settings, data, output) = (Shared.PublishSettings(), Shared.Data(), Shared.Output());
        var command = new Command("list", "Show the subscriptions of the installation; to others than its operator, their own") { settings, data, output };
        command.SetAction((result, cancellation) => RunAsync(result, settings, data, output, work => work.ListAsync(), cancellation));
        return command;
    }

    private static Command CreateAdd()
    {
        var (settings, data, output) = (Shared.PublishSettings(), Shared.Data(), Shared.Output());
        var name = new Argument<string>("NAME") { Description = "How it is called; no two have one name" };
        var certificate = new Option<FileInfo?>("--certificate") { Description = "The certificate that opens it, PEM or DER, whose key somebody has already", HelpName = "FILE" };
        var made = New();
        var command = new Command("add", "Make a subscription, with networks and machines that no other sees; for the operator of the host") { name, certificate, made, settings, data, output };
        command.Validators.Add(result =>
        {
            if (result.GetResult(certificate) is null == result.GetResult(made) is null)
                result.AddError("Just one of --new FILE and --certificate FILE says which certificate opens the subscription.");
        });
        command.SetAction((result, cancellation) => RunAsync(
            result, settings, data, output, work => work.AddAsync(result.GetRequiredValue(name), result.GetValue(certificate), result.GetValue(made)), cancellation));
        return command;
    }

    private static Command CreateRemove()
    {
        var (settings, data) = (Shared.PublishSettings(), Shared.Data());
        var name = new Argument<string>("NAME")
        {
            Description = "Its name, or its id",
            CompletionSources =
            {
                (CompletionContext typed) => Service.Suggest(typed, settings, data, async (client, cancellation) =>
                    (await client.GetSubscriptionsAsync(cancellation)).Where(one => !one.IsOperator).Select(one => one.Name)),
            },
        };
        var command = new Command("remove", "Remove a subscription that has nothing any more; for the operator of the host") { name, settings, data };
        command.SetAction((result, cancellation) => RunAsync(result, settings, data, null, work => work.RemoveAsync(result.GetRequiredValue(name)), cancellation));
        return command;
    }

    private static Command CreateListCertificates()
    {
        var (settings, data, output) = (Shared.PublishSettings(), Shared.Data(), Shared.Output());
        var command = new Command("list", "Show the certificates that open the subscription") { settings, data, output };
        command.SetAction((result, cancellation) => RunAsync(result, settings, data, output, work => work.ListCertificatesAsync(), cancellation));
        return command;
    }

    private static Command CreateAddCertificate()
    {
        var (settings, data, output) = (Shared.PublishSettings(), Shared.Data(), Shared.Output());
        var certificate = new Argument<FileInfo?>("CERTIFICATE") { Description = "A file with the certificate, PEM or DER; a key in it stays there", Arity = ArgumentArity.ZeroOrOne };
        var made = New();
        var command = new Command("add", "Let another certificate open the subscription") { certificate, made, settings, data, output };
        command.Validators.Add(result =>
        {
            if (result.GetResult(certificate) is { Tokens.Count: > 0 } == result.GetResult(made) is not null)
                result.AddError("Just one of CERTIFICATE and --new FILE says which certificate is added.");
        });
        command.SetAction((result, cancellation) => RunAsync(
            result, settings, data, output, work => work.AddCertificateAsync(result.GetValue(certificate), result.GetValue(made)), cancellation));
        return command;
    }

    private static Command CreateRemoveCertificate()
    {
        var (settings, data) = (Shared.PublishSettings(), Shared.Data());
        var thumbprints = new Argument<string[]>("THUMBPRINT")
        {
            Description = "SHA-1 or SHA-256 of the certificate, in hex digits",
            Arity = ArgumentArity.OneOrMore,
            CompletionSources =
            {
                (CompletionContext typed) => Service.Suggest(typed, settings, data, async (client, cancellation) =>
                    (await client.GetCertificatesAsync(cancellation)).Certificates.Select(one => one.SubscriptionCertificateThumbprint).OfType<string>()),
            },
        };
        var command = new Command("remove", "Let certificates open the subscription no more, from this moment on; the last one stays") { thumbprints, settings, data };
        command.SetAction((result, cancellation) => RunAsync(
            result, settings, data, null, work => work.RemoveCertificatesAsync(result.GetRequiredValue(thumbprints)), cancellation));
        return command;
    }

    private static Option<FileInfo?> New() => new("--new")
    {
        Description = "Make a certificate here and write publish settings with its key to FILE; the service gets the certificate alone",
        HelpName = "FILE",
    };

    private static Task<int> RunAsync(
        ParseResult result,
        Option<FileInfo?> settings,
        Option<DirectoryInfo> data,
        Option<OutputFormat>? output,
        Func<Membership, Task<int>> work,
        CancellationToken cancellation) => Service.ChangeAsync(Name, result.GetValue(settings), result.GetRequiredValue(data), async client =>
    {
        try
        {
            var isJson = output is not null && result.GetValue(output) == OutputFormat.Json;
            return await work(new Membership(client, isJson, cancellation));
        }
        catch (SubscriptionException error)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {error.Message}");
            return 2;
        }
    });
}
