using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ilb.Agent;
using Ilb.Client;
using Ilb.ControlPlane.Status;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// The built `ilb serve` as a process of its own, on a free port of the loopback and with a temporary data folder. Several may live
/// side by side. Removes by name all it made, also after a failure.
/// </summary>
public sealed class ServedInstallation : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<string, MachinePlace> _places = [];
    private readonly double _drainSeconds;
    private readonly IPEndPoint _listen;
    private ServeProcess? _serve;
    private ServiceManagementClient? _client;

    private ServedInstallation(double drainSeconds)
    {
        HostNamespace.RefuseWayOut();
        _drainSeconds = drainSeconds;
        _listen = FreeEndPoint();
        Installation = new Installation(Directory.CreateTempSubdirectory("ilb-e2e-").FullName);
    }

    public Installation Installation { get; }

    /// <summary>What the next start of `ilb serve` names as its uplink.</summary>
    public string? Uplink { get; set; }

    /// <summary>A folder of the host that the next start of `ilb serve` finds empty.</summary>
    public string? Without { get; set; }

    /// <summary>Where the next start of `ilb serve` answers Prometheus.</summary>
    public IPEndPoint? Metrics { get; set; }

    /// <summary>Whether operations hold their cloud service from the next start of `ilb serve` on.</summary>
    public bool IsExclusive { get; set; }

    /// <summary>What the next start of `ilb serve` finds in its environment beside the usual: "NAME=value".</summary>
    public IReadOnlyList<string> Variables { get; set; } = [];

    private string[] Options =>
    [
        .. Uplink is null ? Array.Empty<string>() : ["--uplink", Uplink],
        .. Metrics is null ? Array.Empty<string>() : ["--metrics", $"{Metrics}"],
        .. IsExclusive ? ["--exclusive"] : Array.Empty<string>(),
    ];

    public ServiceManagementClient Client => _client ?? throw new InvalidOperationException("It was never ready.");

    /// <param name="drainSeconds">Given to the flows of a machine that its operator stops.</param>
    public static async Task<ServedInstallation> StartAsync(double drainSeconds = 2, string? uplink = null, IPEndPoint? metrics = null, bool isExclusive = false)
    {
        var made = new ServedInstallation(drainSeconds) { Uplink = uplink, Metrics = metrics, IsExclusive = isExclusive };
        try
        {
            await made.ServeAsync();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts `ilb serve`, again where it was killed or stopped, and waits until it is ready.</summary>
    public async Task ServeAsync()
    {
        _serve?.Dispose();
        _serve = ServeProcess.Start(Installation.DataDirectory, _listen, _drainSeconds, Options, Without, Variables);
        await _serve.ReadyAsync();
        _client ??= new ServiceManagementClient(
            PublishSettings.Read(Path.Combine(Installation.DataDirectory, "ilb.publishsettings"))[0]);
    }

    /// <summary>What the last `ilb serve` wrote to standard error so far.</summary>
    public string Errors => _serve!.Errors;

    /// <summary>What the kernel counts of the last `ilb serve`, in MiB.</summary>
    /// <param name="what">VmRSS: its memory now. VmHWM: the most it ever was.</param>
    public long Memory(string what)
    {
        var line = File.ReadLines($"/proc/{_serve!.Id}/status").Single(line => line.StartsWith(what + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Where clients reach it.</summary>
    public Uri Endpoint => new($"https://{_listen}");

    /// <summary>What is asked and changed from now on is so with these publish settings: for another subscription.</summary>
    public void ActWith(string publishSettings)
    {
        _client?.Dispose();
        _client = new ServiceManagementClient(PublishSettings.Read(publishSettings)[0]);
    }

    /// <summary>A client that sends another x-ms-version.</summary>
    public ServiceManagementClient ClientOf(string version)
    {
        var subscription = PublishSettings.Read(Path.Combine(Installation.DataDirectory, "ilb.publishsettings"))[0];
        subscription.ApiVersion = version;
        return new ServiceManagementClient(subscription);
    }

    /// <summary>The first process of each machine, as its state file names it.</summary>
    public async Task<IReadOnlyList<string>> ProcessesAsync() =>
        [.. (await StatusAsync()).Machines.Select(machine => ProcessOf(machine.Port))];

    /// <summary>The first process of one machine.</summary>
    public async Task<string> ProcessAsync(string machine) => ProcessOf((await LineAsync(machine)).Port);

    /// <summary>SIGKILL to `ilb serve`.</summary>
    public Task KillAsync() => _serve!.KillAsync();

    /// <summary>Starts `ilb serve` and sends SIGKILL so long after, ready or not.</summary>
    public async Task KillWhileStartingAsync(TimeSpan after)
    {
        using var starting = ServeProcess.Start(Installation.DataDirectory, _listen, _drainSeconds, Options);
        await Task.Delay(after);
        await starting.KillAsync();
    }

    /// <summary>SIGTERM to `ilb serve`; its exit code.</summary>
    public Task<int> StopAsync() => _serve!.StopAsync();

    /// <summary>Runs another `ilb` command on this installation.</summary>
    public Task<(int Code, string Output)> RunAsync(string command, params IEnumerable<string> arguments) =>
        IlbProgram.RunAsync([command, "--data", Installation.DataDirectory, .. arguments]);

    /// <summary>What Tab offers after a command and what is typed of its options.</summary>
    public async Task<string[]> CompleteAsync(string command, string typed)
    {
        var line = $"ilb {command} --data {Installation.DataDirectory} {typed}";
        var (_, output) = await IlbProgram.RunAsync($"[suggest:{line.Length}]", line);
        return output.Split('\n');
    }

    /// <summary>Runs a PowerShell script file in `ilb shell`.</summary>
    public Task<(int Code, string Output)> ShellAsync(string scriptFile) => RunAsync("shell", scriptFile);

    /// <summary>Runs a command inside a machine through `ilb exec`; its output.</summary>
    public async Task<string> ExecuteAsync(string machine, params string[] command)
    {
        var (code, output) = await RunAsync("exec", [machine, "--", .. command]);
        return code == 0 ? output : throw new InvalidOperationException($"ilb exec {machine} -- {string.Join(' ', command)} ended with {code}: {output}");
    }

    public async Task<StatusReport> StatusAsync() =>
        JsonSerializer.Deserialize<StatusReport>(await Client.GetJsonAsync("status"), Json)!;

    /// <summary>Where a machine is in its network.</summary>
    /// <param name="machine">"web1", unique here.</param>
    internal async Task<MachinePlace> InsideAsync(string machine)
    {
        if (_places.TryGetValue(machine, out var known))
            return known;
        var line = await LineAsync(machine);
        return _places[machine] = new MachinePlace(
            Path.Combine(Installation.NamespacesDirectory, line.Port), machine, IPAddress.Parse(line.Address));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places.Values)
            place.Dispose();
        _client?.Dispose();
        _serve?.Dispose();
        var (code, output) = await RunAsync("down");
        Directory.Delete(Installation.DataDirectory, recursive: true);
        if (code != 0)
            throw new InvalidOperationException($"ilb down ended with {code}: {output}");
    }

    private async Task<MachineStatusLine> LineAsync(string machine) =>
        (await StatusAsync()).Machines.Single(line => line.Name.EndsWith("/" + machine, StringComparison.Ordinal));

    private string ProcessOf(string port) => File.ReadAllText(Path.Combine(Installation.MachinesDirectory, port, "state.json"));

    /// <summary>Free at this moment, on the loopback of the namespace that stands for the host.</summary>
    public static IPEndPoint FreeEndPoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
