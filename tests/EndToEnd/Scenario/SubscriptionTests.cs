using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Several subscriptions on one host, made and opened by what `ilb subscription` says.</summary>
public sealed class SubscriptionTests : IDisposable
{
    private const ushort FirstPort = 24001;
    private const int Requests = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-tenants-").FullName;

    [Fact]
    public async Task Subscriptions_with_the_same_addresses_and_the_same_vip_reach_their_own_machines_alone()
    {
        await using var served = await ServedInstallation.StartAsync();
        var blue = await MakeAsync(served, "blue");
        var green = await MakeAsync(served, "green");
        green.Vip.Should().Be(blue.Vip);
        green.Client.Address.Should().Be(blue.Client.Address);
        green.Members.Select(member => member.Address).Should().Equal(blue.Members.Select(member => member.Address));

        using var atBlue = new Witnesses(blue.Members);
        using var atGreen = new Witnesses(green.Members);
        await ReachesItsOwnAsync(blue, FirstPort);
        await ReachesItsOwnAsync(green, FirstPort + Requests);
        atBlue.Ports.Should().Contain(FirstPort).And.NotContain(port => port >= FirstPort + Requests && port < FirstPort + 2 * Requests, "those are green's");
        atGreen.Ports.Should().Contain((ushort)(FirstPort + Requests)).And.NotContain(port => port >= FirstPort && port < FirstPort + Requests, "those are blue's");

        served.ActWith(blue.Settings);
        await served.OperateAsync("blue", "blue1", "ShutdownRoleOperation");
        await served.HealthyAsync("blue", 1);
        (await WhoAsync(blue, FirstPort + 2 * Requests)).Should().BeEquivalentTo("blue2");
        await ReachesItsOwnAsync(green, FirstPort + 3 * Requests);
    }

    [Fact]
    public async Task Certificates_of_a_subscription_are_added_shown_and_removed_by_commands()
    {
        await using var served = await ServedInstallation.StartAsync();
        var (first, second, key) = (Place("first"), Place("second"), Path.Combine(_folder, "deploy.pem"));
        await MustAsync(served, "add", "blue", "--new", first);
        (await IlbProgram.RunUnderAsync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=deploy", "-days", "30", "-keyout", key, "-out", key])).Code.Should().Be(0);

        string[] asFirst = ["--publish-settings", first], asSecond = ["--publish-settings", second];
        (await MustAsync(served, ["certificate", "add", key, .. asFirst])).Should().Contain("CN=deploy: added");
        (await MustAsync(served, ["certificate", "add", "--new", second, .. asFirst])).Should().Contain("which is nowhere else");
        (await MustAsync(served, ["certificate", "list", .. asFirst])).Should().Contain("CN=deploy").And.Contain("this one");
        var known = JsonDocument.Parse(await MustAsync(served, ["certificate", "list", "-o", "json", .. asSecond])).RootElement.EnumerateArray()
            .Select(one => (Subject: one.GetProperty("subject").GetString(), Thumbprint: one.GetProperty("thumbprint").GetString()!, IsThisOne: one.GetProperty("isThisOne").GetBoolean())).ToList();
        known.Select(one => (one.Subject, one.IsThisOne)).Should().Equal(("CN=ilb management", false), ("CN=deploy", false), ("CN=ilb management", true));
        (await served.CompleteAsync("subscription certificate remove", $"--publish-settings {first} ")).Should().Contain(known.Select(one => one.Thumbprint));

        await MustAsync(served, ["certificate", "remove", known[0].Thumbprint, known[1].Thumbprint, .. asSecond]);
        (await RefusedAsync(served, ["list", .. asFirst])).Should().Contain("failed to authenticate");
        (await RefusedAsync(served, ["certificate", "remove", known[2].Thumbprint, .. asSecond])).Should().Contain("nobody could open it any more");
        var audit = await IlbProgram.RunAsync(["audit", "--data", served.Installation.DataDirectory, .. asSecond]);
        audit.Output.Should().Contain($"Add certificate {known[1].Thumbprint} CN=deploy").And.Contain($"Remove certificate {known[1].Thumbprint}");

        (await MustAsync(served, "list")).Should().Contain("blue").And.Contain("the operator's");
        (await MustAsync(served, ["list", .. asSecond])).Should().Contain("blue").And.NotContain("the operator's");
        (await MustAsync(served, "remove", "blue")).Should().Contain("blue: removed");
        await RefusedAsync(served, ["list", .. asSecond]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A subscription with a network of the addresses that all have, two members behind a VIP in it, and a client.</summary>
    private async Task<Side> MakeAsync(ServedInstallation served, string name)
    {
        var settings = Place(name);
        await MustAsync(served, "add", name, "--new", settings);
        served.ActWith(settings);
        await served.AddNetworksAsync();
        string[] members = [name + "1", name + "2"];
        await served.AddServiceAsync(name, members.Select(member => Documents.Role(member, endpoints: Documents.Member("web", 80, 8080))), balanced: true);
        await served.AddServiceAsync($"{name}-clients", [Documents.Role($"{name}-client", Documents.Clients)]);
        await served.HealthyAsync(name, 2);
        return new Side(
            settings, await served.VipAsync(name, 80), await served.InsideAsync($"{name}-client"), [await served.InsideAsync(members[0]), await served.InsideAsync(members[1])]);
    }

    private static async Task ReachesItsOwnAsync(Side side, int firstPort) =>
        (await WhoAsync(side, firstPort)).Should().BeEquivalentTo(side.Members.Select(member => member.Name));

    /// <summary>Who answers, or why nobody does.</summary>
    private static async Task<IEnumerable<string>> WhoAsync(Side side, int firstPort)
    {
        var replies = new List<Reply>();
        for (var i = 0; i < Requests; i++)
            replies.Add(await Conversation.OnceAsync(side.Client, side.Vip, (ushort)(firstPort + i)));
        return replies.Select(reply => reply.Machine ?? reply.Failure!).Distinct();
    }

    private string Place(string name) => Path.Combine(_folder, $"{name}.publishsettings");

    private static async Task<string> MustAsync(ServedInstallation served, params string[] arguments)
    {
        var (code, output) = await RunAsync(served, arguments);
        code.Should().Be(0, output);
        return output;
    }

    private static async Task<string> RefusedAsync(ServedInstallation served, string[] arguments)
    {
        var (code, output) = await RunAsync(served, arguments);
        code.Should().Be(2, output);
        return output;
    }

    private static Task<(int Code, string Output)> RunAsync(ServedInstallation served, string[] arguments) =>
        IlbProgram.RunAsync(["subscription", .. arguments, "--data", served.Installation.DataDirectory]);

    private sealed record Side(string Settings, IPEndPoint Vip, MachinePlace Client, IReadOnlyList<MachinePlace> Members);

    /// <summary>The L4 ports from which packets came to machines.</summary>
    private sealed class Witnesses(IEnumerable<MachinePlace> machines) : IDisposable
    {
        private readonly List<Witness> _all = [.. machines.Select(machine => new Witness(machine))];

        public IEnumerable<ushort> Ports => _all.SelectMany(witness => witness.Seen).Select(packet => packet.SourcePort);

        public void Dispose() => _all.ForEach(witness => witness.Dispose());
    }
}
