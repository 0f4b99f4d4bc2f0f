using System.Diagnostics;
using System.Net;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Store;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Kills a control plane with SIGKILL at random points while it takes changes, and starts it again in the same folder.</summary>
public sealed class CrashTests : IDisposable
{
    private const string FolderVariable = "ILB_TEST_CRASH_FOLDER";
    private const int Rounds = 5;

    /// <summary>The victim shares the folder of the test that started it, and never gets to clean up.</summary>
    private readonly string _folder =
        Environment.GetEnvironmentVariable(FolderVariable) ?? Directory.CreateTempSubdirectory("ilb-crash-").FullName;

    [Fact(Timeout = 300_000)]
    public async Task No_accepted_change_is_lost_and_no_operation_is_left_behind()
    {
        var random = new Random(4711);
        var accepted = new List<string>();
        var operations = new List<string>();
        long revision = 0;
        // On a busy machine a round may end before its first change.
        for (var round = 0; round < Rounds || accepted.Count <= Rounds; round++)
        {
            using var victim = await StartVictimAsync();
            var service = await ConnectAsync();
            if (round == 0)
            {
                operations.Add((await service.SendAsync(HttpMethod.Put, "services/networking/media", Requests.Network)).RequestId);
            }

            using var killer = new Timer(_ => victim.Kill(), null, random.Next(20, 1200), Timeout.Infinite);
            await ChangeUntilKilledAsync(service, round, accepted, operations);
            await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
            revision = CheckStored(accepted, operations, revision);
        }

        accepted.Count.Should().BeGreaterThan(Rounds);
        await CheckOperationsEndAsync(operations);
    }

    /// <summary>The victim: not a test of its own, run in a child process by the test above.</summary>
    [Fact(Explicit = true)]
    public async Task Serve_until_killed()
    {
        var folder = _folder;
        await using var host = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(folder, new IPEndPoint(IPAddress.Loopback, 0)));
        await using var agent = new FakeAgent(host);
        await File.WriteAllTextAsync(Path.Combine(folder, "ready.new"), $"{host.Endpoint}", TestContext.Current.CancellationToken);
        File.Move(Path.Combine(folder, "ready.new"), Path.Combine(folder, "ready"), overwrite: true);
        await Task.Delay(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task ChangeUntilKilledAsync(
        Connection service, int round, List<string> accepted, List<string> operations)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var name = $"svc{round}x{i}";
                var created = await service.SendAsync(HttpMethod.Post, "services/hostedservices", Requests.Service(name));
                if (created.Status != HttpStatusCode.Created)
                    throw new InvalidOperationException($"{created.Outcome}: {created.Message}");
                accepted.Add(name);
                var deployed = await service.SendAsync(
                    HttpMethod.Post, $"services/hostedservices/{name}/deployments", Requests.Deployment(name, "m1"));
                if (deployed.Status != HttpStatusCode.Accepted)
                    throw new InvalidOperationException($"{deployed.Outcome}: {deployed.Message}");
                accepted.Add($"{name}/m1");
                operations.Add(deployed.RequestId);
            }
        }
        catch (HttpRequestException)
        {
            // It was killed; what it did not answer may or may not be stored.
        }
        finally
        {
            service.Dispose();
        }
    }

    private long CheckStored(List<string> accepted, List<string> operations, long before)
    {
        using var store = new SqliteStateStore(Path.Combine(_folder, "state.db"));
        var stored = store.Load();
        var state = Ilb.Model.Documents.DesiredDocuments.Join(stored.Revision, stored.Documents);
        var services = state.Subscriptions.Single().CloudServices;
        var names = services.Select(s => s.Name)
            .Concat(services.SelectMany(s => s.Deployments.SelectMany(d => d.Roles.Select(r => $"{s.Name}/{r.Name}"))));
        accepted.Except(names).Should().BeEmpty("what was answered with success must be stored");
        operations.Except(stored.Operations.Select(operation => operation.Id)).Should().BeEmpty();
        stored.Revision.Should().BeGreaterThanOrEqualTo(before);
        return stored.Revision;
    }

    private async Task CheckOperationsEndAsync(List<string> operations)
    {
        await using var host = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)));
        await using var agent = new FakeAgent(host);
        using var service = await ConnectAsync();
        foreach (var id in operations)
        {
            Answer answer;
            while ((answer = await service.SendAsync(HttpMethod.Get, $"operations/{id}", null)).Body
                .Contains(nameof(OperationStatus.InProgress), StringComparison.Ordinal))
                await Task.Delay(20, TestContext.Current.CancellationToken);
            answer.Body.Should().Contain(nameof(OperationStatus.Succeeded));
        }
    }

    private async Task<Process> StartVictimAsync()
    {
        File.Delete(Path.Combine(_folder, "ready"));
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-explicit", "only", "-method", $"{typeof(CrashTests).FullName}.{nameof(Serve_until_killed)}"])
            start.ArgumentList.Add(argument);
        start.Environment[FolderVariable] = _folder;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!File.Exists(Path.Combine(_folder, "ready")))
        {
            process.HasExited.Should().BeFalse("the victim has to start");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return process;
    }

    private async Task<Connection> ConnectAsync()
    {
        while (true)
        {
            // The publish settings are written after the service listens, a moment before it is ready.
            if (Connection.Open(DataFolder.Open(_folder)) is { } connection)
                return connection;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
