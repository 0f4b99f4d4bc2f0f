using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Identity;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-restart-").FullName;

    [Fact(Timeout = 60_000)]
    public async Task An_operation_that_was_running_is_finished_by_the_next_process()
    {
        string id;
        await using (await StartAsync())
        {
            using var client = Connection.Open(DataFolder.Open(_folder))!;
            id = (await client.SendAsync(HttpMethod.Put, "services/networking/media", Requests.Network)).RequestId;
            (await StatusAsync(client, id)).Should().Be("InProgress", "no agent has applied it");
        }

        await using var host = await StartAsync();
        using var again = Connection.Open(DataFolder.Open(_folder))!;
        (await StatusAsync(again, id)).Should().Be("InProgress");
        await using var agent = new FakeAgent(host);
        string status;
        while ((status = await StatusAsync(again, id)) == "InProgress")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        status.Should().Be("Succeeded");
    }

    [Fact(Timeout = 60_000)]
    public async Task An_operation_that_held_its_cloud_service_does_so_in_the_next_process()
    {
        const string web1 = $"{TestService.MyDeployment}/roleinstances/web1/operations";
        string holder;
        await using (var host = await StartAsync(isExclusive: true))
        {
            await using var agent = new FakeAgent(host);
            using var client = Connection.Open(host.Folder)!;
            await DoAsync(client, HttpMethod.Put, "services/networking/media", Requests.Network);
            await DoAsync(client, HttpMethod.Post, "services/hostedservices", Requests.Service());
            await DoAsync(client, HttpMethod.Post, $"{TestService.MyWebsite}/deployments", Requests.Deployment("MyWebsite1", "web1"));
            agent.IsSilent = true;
            holder = (await client.SendAsync(HttpMethod.Post, web1, Requests.Operation("ShutdownRoleOperation"))).RequestId;
        }

        await using var next = await StartAsync(isExclusive: true);
        using var again = Connection.Open(next.Folder)!;
        var refused = await again.SendAsync(HttpMethod.Post, web1, Requests.Operation("StartRoleOperation"));
        refused.Outcome.Should().Be("409 ConflictError");
        refused.Message.Should().Contain($"x-ms-requestid {holder} ");
        await using var another = new FakeAgent(next);
        while (await StatusAsync(again, holder) == "InProgress")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await DoAsync(again, HttpMethod.Post, web1, Requests.Operation("StartRoleOperation"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Snapshot_revisions_grow_across_restarts_and_healthy_backends_stay_healthy()
    {
        long revision;
        await using (var host = await StartAsync())
        {
            await using var agent = new FakeAgent(host);
            using var client = Connection.Open(DataFolder.Open(_folder))!;
            await DoAsync(client, HttpMethod.Put, "services/networking/media", Requests.Network);
            await DoAsync(client, HttpMethod.Post, "services/hostedservices", Requests.Service());
            await DoAsync(client, HttpMethod.Post, $"{TestService.MyWebsite}/deployments", Requests.Deployment("MyWebsite1", "web1", "web2"));
            await DoAsync(client, HttpMethod.Post, $"{TestService.MyDeployment}/loadbalancers", Requests.LoadBalancer());
            var role = (await client.SendAsync(HttpMethod.Get, $"{TestService.MyDeployment}/roles/web1", null)).As<Role>();
            role.ConfigurationSets!.Single().InputEndpoints!.Add(Requests.Endpoint());
            await DoAsync(client, HttpMethod.Put, $"{TestService.MyDeployment}/roles/web1", XmlDocuments.ToText(role));
            while (host.Feed.Current.Sets.Single().Backends.Single().State != BackendState.Up)
                await Task.Delay(10, TestContext.Current.CancellationToken);

            // What is remembered is stored after it was published; an answered request comes after both.
            await DoAsync(client, HttpMethod.Put, "services/networking/media", Requests.Network);
            revision = host.Feed.Current.Revision;
        }

        await using var again = await StartAsync();
        again.Feed.Current.Revision.Should().BeGreaterThan(revision);
        again.Feed.Current.Sets.Single().Backends.Single().State.Should().Be(BackendState.Up, "no probe has said otherwise");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ControlPlaneHost> StartAsync(bool isExclusive = false) =>
        ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)) { IsExclusive = isExclusive });

    private static async Task<string> StatusAsync(Connection client, string id) =>
        (await client.SendAsync(HttpMethod.Get, $"operations/{id}", null)).As<Operation>().Status!;

    private static async Task DoAsync(Connection client, HttpMethod method, string path, string body)
    {
        var answer = await client.SendAsync(method, path, body);
        ((int)answer.Status).Should().BeLessThan(300, answer.Body);
        while (answer.Status == HttpStatusCode.Accepted && await StatusAsync(client, answer.RequestId) == "InProgress")
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}
