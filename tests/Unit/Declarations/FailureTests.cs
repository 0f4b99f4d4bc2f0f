using AwesomeAssertions;
using Ilb.Client;
using Ilb.Declarations.Text;
using Ilb.Declaring;
using Ilb.Unit.ControlPlane;
using Ilb.Unit.Program;
using Xunit;

namespace Ilb.Unit.Declarations;

/// <summary>What became of it when applying ends in the midst.</summary>
public sealed class FailureTests
{
    private const string Wished =
        """
        virtualNetworks:
          - name: VNetUSWest
            location: West US
            addressSpace: [10.0.0.0/16]
            subnets: [{name: FrontEndSubnet, addressPrefix: 10.0.0.0/24}]
        cloudServices:
          - name: one
            location: West US
            deployments: [{virtualNetwork: VNetUSWest, machines: [{name: web1, imageName: ilb-responder}]}]
          - name: two
            location: West US
            deployments: [{virtualNetwork: VNetUSWest, machines: [{name: web2, imageName: ilb-responder}]}]
        """;

    [Fact]
    public async Task A_failure_tells_what_was_done_and_what_not_and_the_next_time_it_goes_on_from_there()
    {
        await using var service = await TestService.StartAsync();
        service.Agent.Broken.Add("web1");
        var said = new List<string?>();
        var report = await ApplyAsync(service, said);
        (report.Done, report.Failed!.What).Should().Be((2, "add deployment one"));
        report.Failed.Message.Should().Contain("its command was not found");
        said.Should().Equal("set network configuration", null, "add cloud service one", null, "add deployment one");
        Screen.Lines(console => ApplyScreen.ShowDone(console, report)).Should().Equal(
            $"failed add deployment one: {report.Failed.Message}",
            "not done: add cloud service two",
            "not done: add deployment two",
            "2 of 5 steps were done. Once the cause is mended, the same command goes on from here.");

        service.Agent.Broken.Clear();
        report = await ApplyAsync(service, []);
        report.Steps.Should().Equal("add cloud service two", "add deployment two");
        (report.Done, report.Failed).Should().Be((2, null));
        (await ApplyAsync(service, [])).Steps.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_done_of_what_the_service_would_refuse_in_part()
    {
        await using var service = await TestService.StartAsync();
        var report = await ApplyAsync(service, [], Wished.Replace("name: web2, imageName: ilb-responder", "name: web2, imageName: absent", StringComparison.Ordinal));
        report.Refused.Should().ContainSingle().Which.What.Should().Be("add deployment two");
        report.Done.Should().Be(0);
        (await service.GetAsync("services/networking/media")).Outcome.Should().Be("404 ResourceNotFound");
    }

    private static Task<ApplyReport> ApplyAsync(TestService service, List<string?> said, string wished = Wished) =>
        new Application(PublishSettings.Read(service.Host.Folder.PublishSettingsFile)[0])
            .RunAsync(Document.Read(wished), prune: false, only: false, _ => { }, step => said.Add(step?.What), CancellationToken.None);
}
