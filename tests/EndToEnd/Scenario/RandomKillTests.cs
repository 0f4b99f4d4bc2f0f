using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>SIGKILL to whichever process of an installation, over and over, under traffic that counts every byte and every datagram.</summary>
public sealed class RandomKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 16, Streams = 8;
    private static readonly string[] s_webs = ["web1", "web2", "web3", "web4"];

    private readonly Random _random = new(Seed);
    private readonly List<ILongStream> _streams = [];
    private readonly Dictionary<string, MachineProcess> _machines = [];
    private ServedInstallation _served = null!;
    private MachinePlace _client = null!;
    private IPAddress _vip = null!;

    /// <summary>ILB_SEED, else another one each time.</summary>
    private static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("ILB_SEED"), out var told) ? told : Environment.TickCount;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync();
        try
        {
            await _served.AddNetworksAsync();
            await _served.AddServiceAsync("web", s_webs.Select(Web), balanced: true);
            await _served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
            await _served.HealthyAsync("web", 8);
            (_client, _vip) = (await _served.InsideAsync("client1"), (await _served.VipAsync("web", 0)).Address);
            foreach (var machine in (await _served.StatusAsync()).Machines)
                _machines[machine.Name.Split('/')[1]] = new MachineProcess(_served.Installation, machine.Port);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams)
            await stream.DisposeAsync();
        await _served.DisposeAsync();
    }

    [Fact]
    public async Task Whichever_process_is_killed_only_its_own_connections_notice_and_all_is_as_before()
    {
        output.WriteLine($"seed {Seed}");
        try
        {
            await KillOverAndOverAsync();
        }
        catch
        {
            foreach (var machine in s_webs.Append("client1"))
                output.WriteLine($"{machine}: {await DatagramsOfAsync(machine)}");
            throw;
        }

        await _served.HealthyAsync("web", 8, seconds: 60);
        (await _served.StatusAsync()).Verdict.Should().Be("1 VIP, 8 of 8 backends healthy");
        (await _served.RunAsync("status")).Code.Should().Be(0);
        await DownLeavesNothingAsync();
    }

    private async Task KillOverAndOverAsync()
    {
        await FillUpAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            var machine = _random.Next(4) == 0 ? null : _machines.Keys.ElementAt(_random.Next(_machines.Count));
            var serves = machine is not null && _random.Next(4) != 0;
            output.WriteLine($"round {round}: {(serves ? "" : "ilb serve ")}{machine}");
            await KillAsync(machine, serves);
            await _served.HasNothingHalfMadeAsync($"round {round}");
            await FillUpAsync();
        }
    }

    /// <summary>What the kernel counted: a loss in a machine's own buffer (RcvbufErrors) is none of ilb's.</summary>
    private async Task<string> DatagramsOfAsync(string machine)
    {
        var place = await _served.InsideAsync(machine);
        var (_, counted) = await IlbProgram.RunUnderAsync("nsenter", [$"--net={place.Path}", "grep", "^Udp:", "/proc/net/snmp"]);
        return counted.ReplaceLineEndings(" ");
    }

    /// <param name="machine">One of its processes dies; null: none does.</param>
    /// <param name="serves">False: `ilb serve` dies before, and is started again after.</param>
    private async Task KillAsync(string? machine, bool serves)
    {
        if (!serves)
            await _served.KillAsync();
        if (machine is not null)
        {
            var part = (MachinePart)_random.Next(3);
            output.WriteLine($"    {part} of {machine}");
            var killed = await _machines[machine].KillAsync(part);
            await OthersGoOnAsync(machine);
            if (!serves)
                await _served.ServeAsync();
            await _machines[machine].RunsAgainAsync(killed);
        }
        else
        {
            await _streams.GoOnAsync("they need no ilb serve");
            await _served.ServeAsync();
        }

        await _streams.GoOnAsync("whoever served them lives");
    }

    /// <summary>What the machine served ends; it is told to none of the others.</summary>
    private async Task OthersGoOnAsync(string machine)
    {
        var ended = _streams.Where(stream => stream.Machine == machine).ToList();
        await Eventually.TrueAsync(() => ended.All(stream => stream.Failure is not null), $"what {machine} served ends");
        foreach (var stream in ended)
            await stream.DisposeAsync();
        _streams.RemoveAll(ended.Contains);
        await _streams.GoOnAsync($"{machine} did not serve them");
    }

    /// <summary>New connections, over TCP and UDP, once every machine listens.</summary>
    private async Task FillUpAsync()
    {
        foreach (var machine in s_webs)
        {
            var direct = new IPEndPoint((await _served.InsideAsync(machine)).Address, 8080);
            await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(_client, direct)).Failure is null, $"{machine} listens");
        }

        while (_streams.OfType<LongDownload>().Count() < Streams)
            _streams.Add(await LongDownload.StartAsync(_client, new IPEndPoint(_vip, 100)));
        while (_streams.OfType<LongDatagrams>().Count() < Streams)
            _streams.Add(await LongDatagrams.StartAsync(_client, new IPEndPoint(_vip, 53)));
        await _streams.GoOnAsync();
    }

    private async Task DownLeavesNothingAsync()
    {
        (await _served.StopAsync()).Should().Be(0);
        (await _served.RunAsync("down")).Code.Should().Be(0);
        var left = _served.Installation;
        (left.HasTraces, Directory.Exists(left.MachinesDirectory) && Directory.EnumerateFileSystemEntries(left.MachinesDirectory).Any()).Should().Be((false, false));
        Supervisors.Of(left).Should().BeEmpty();
    }

    private static Contracts.Role Web(string name) => Documents.Role(
        name, endpoints: [Documents.Member("first", 100, 8080), Documents.Member("echo", 53, 5353, "udp", 8080)]);
}
