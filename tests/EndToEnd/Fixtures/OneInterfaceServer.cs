using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ilb.Agent;
using Ilb.ControlPlane.Status;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// A network namespace that stands for a server with one interface, and ilb on it: `ilb serve` and all commands run inside. Somebody
/// outside has a TCP connection to it, as an operator has by SSH.
/// </summary>
internal sealed class OneInterfaceServer : IAsyncDisposable
{
    private static readonly IPEndPoint Listen = new(IPAddress.Loopback, 8443);

    private readonly Socket _listener, _ssh, _shell;
    private ServeProcess? _serve;

    public OneInterfaceServer()
    {
        _listener = Host.Place.Tcp();
        _listener.Bind(new IPEndPoint(IPAddress.Any, 22));
        _listener.Listen();
        _ssh = Host.Outside.Place.Tcp();
        // Not on the link: answers take the default route.
        _ssh.Bind(new IPEndPoint(OutsidePlace.Address, 0));
        _ssh.Connect(IPAddress.Parse(ForeignSpace.Own), 22);
        _shell = _listener.Accept();
    }

    public ForeignSpace Host { get; } = new();

    public Installation Installation { get; } = new(Directory.CreateTempSubdirectory("ilb-server-").FullName);

    public async Task ServeAsync()
    {
        _serve?.Dispose();
        _serve = ServeProcess.Start(Installation.DataDirectory, Listen, 1, [], environment: ["nsenter", $"--net={Host.Path}"]);
        await _serve.ReadyAsync();
    }

    public Task KillAsync() => _serve!.KillAsync();

    public Task<(int Code, string Output)> RunAsync(string command, params IEnumerable<string> arguments) =>
        IlbProgram.RunUnderAsync("nsenter", [$"--net={Host.Path}", IlbProgram.Path, command, "--data", Installation.DataDirectory, .. arguments]);

    /// <summary>A command that has to succeed.</summary>
    public async Task MustAsync(string command, params IEnumerable<string> arguments)
    {
        var (code, output) = await RunAsync(command, arguments);
        if (code != 0)
            throw new InvalidOperationException($"ilb {command} {string.Join(' ', arguments)} ended with {code}: {output}");
    }

    public async Task<StatusReport> StatusAsync() =>
        JsonSerializer.Deserialize<StatusReport>((await RunAsync("status", "-o", "json")).Output, JsonSerializerOptions.Web)!;

    public Task HealthyAsync(int backends) => Eventually.TrueAsync(
        async () => (await StatusAsync()).Vips.SelectMany(vip => vip.Sets).SelectMany(set => set.Backends).Count(backend => backend.Health == "up") == backends,
        $"{backends} backends are up");

    public async Task<MachinePlace> InsideAsync(string machine)
    {
        var line = (await StatusAsync()).Machines.Single(line => line.Name.EndsWith("/" + machine, StringComparison.Ordinal));
        return new MachinePlace(Path.Combine(Installation.NamespacesDirectory, line.Port), machine, IPAddress.Parse(line.Address));
    }

    /// <summary>A byte there and back over the connection that was open before anything began.</summary>
    public async Task<bool> ShellAnswersAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var one = new byte[1];
        try
        {
            await _ssh.SendAsync(new byte[] { 7 }, patience.Token);
            await _shell.ReceiveAsync(one, patience.Token);
            await _shell.SendAsync(one, patience.Token);
            return await _ssh.ReceiveAsync(one, patience.Token) == 1 && one[0] == 7;
        }
        catch (Exception lost) when (lost is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _serve?.Dispose();
        await RunAsync("down");
        foreach (var socket in new[] { _listener, _ssh, _shell })
            socket.Dispose();
        Host.Dispose();
        Directory.Delete(Installation.DataDirectory, recursive: true);
    }
}
