using System.Net;
using Ilb.EndToEnd.Fixtures;
using Ilb.EndToEnd.Guides;
using Xunit;

namespace Ilb.EndToEnd.Clients;

/// <summary>
/// What the commands of docs/clients.md make: the service "website" with web1 and web2 behind 10.0.0.10, and client1 in another subnet; "api" with api1 and
/// api2 behind 10.0.0.12. Operations hold their cloud service, as the clients know it of Azure.
/// </summary>
public class DocumentedInstallation : IAsyncLifetime
{
    private readonly bool _isExclusive;
    private ServedInstallation? _served;
    private ClientShell? _shell;

    public DocumentedInstallation()
        : this(isExclusive: true)
    {
    }

    protected DocumentedInstallation(bool isExclusive) => _isExclusive = isExclusive;

    internal ServedInstallation Served => _served!;

    internal ClientShell Shell => _shell!;

    /// <summary>What the commands wrote.</summary>
    public string Said { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync(isExclusive: _isExclusive);
        try
        {
            _shell = new ClientShell(_served);
            Said = await _shell.RunAsync(_shell.Here(Commands()));
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _shell?.Dispose();
        await Served.DisposeAsync();
    }

    /// <summary>Which of the machines behind a VIP answer client1, which the command line made.</summary>
    internal async Task<HashSet<string?>> WhoAnswersAsync(string vip)
    {
        var client = await Served.InsideAsync("client1");
        var who = new HashSet<string?>();
        for (var i = 0; i < 60; i++)
        {
            var reply = await Conversation.OnceAsync(client, new IPEndPoint(IPAddress.Parse(vip), 80));
            who.Add(reply.Machine ?? reply.Failure);
        }

        return who;
    }

    /// <summary>In the home folder, as somebody does who follows the page.</summary>
    private static string Commands() => string.Concat(Guide.Read("docs/clients.md").Blocks.Select(block => block switch
    {
        { IsRun: true } => block.Text,
        { File: { } file } => $"cat >{file} <<'END'\n{block.Text}END\n",
        _ => "",
    }).Prepend("cd\n"));
}
