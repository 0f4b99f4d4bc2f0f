using System.Text;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.Contracts.Packages;
using Xunit;

namespace Ilb.Unit.Contracts;

/// <summary>The two files of web and worker roles.</summary>
public sealed class PackageDocumentTests
{
    private const string DefinitionSpace = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition";
    private const string ConfigurationSpace = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration";

    [Fact]
    public void A_definition_of_2014_is_read_and_what_is_not_used_is_named()
    {
        var definition = Read<ServiceDefinition>($"""
            <ServiceDefinition name="Cloud" xmlns="{DefinitionSpace}" schemaVersion="2014-06.2.4">
              <LoadBalancerProbes><LoadBalancerProbe name="P" protocol="tcp" port="81" intervalInSeconds="5" timeoutInSeconds="11" /></LoadBalancerProbes>
              <WorkerRole name="Worker" />
              <WebRole name="Web" vmsize="Small">
                <Sites><Site name="Web"><Bindings><Binding name="Http" endpointName="Http" /></Bindings></Site></Sites>
                <Endpoints>
                  <InputEndpoint name="Http" protocol="http" port="80" localPort="*" loadBalancer="ILB" loadBalancerProbe="P" />
                  <InternalEndpoint name="In" protocol="tcp"><FixedPort port="90" /></InternalEndpoint>
                  <InternalEndpoint name="In2" protocol="tcp" />
                </Endpoints>
                <Imports><Import moduleName="Diagnostics" /></Imports>
                <Runtime executionContext="limited">
                  <Environment><Variable name="TZ" value="UTC" /></Environment>
                  <EntryPoint><ProgramEntryPoint commandLine="run.sh" setReadyOnProcessStart="true" /></EntryPoint>
                </Runtime>
              </WebRole>
            </ServiceDefinition>
            """);

        definition.LoadBalancerProbes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "P", Port = 81, IntervalInSeconds = 5 });
        definition.WorkerRoles.Should().ContainSingle().Which.Name.Should().Be("Worker");
        var web = definition.WebRoles.Should().ContainSingle().Subject;
        web.Unused.Should().BeEquivalentTo("Sites", "Imports");
        web.Endpoints!.Unused.Should().Equal("InternalEndpoint");
        web.Endpoints.InputEndpoints.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = "Http", Protocol = "http", Port = 80, LocalPort = "*", LoadBalancer = "ILB", LoadBalancerProbe = "P" });
        web.Runtime!.EntryPoint!.ProgramEntryPoint!.CommandLine.Should().Be("run.sh");
        web.Runtime.Environment.Should().ContainSingle().Which.Value.Should().Be("UTC");
    }

    [Fact]
    public void Everything_wrong_with_a_configuration_is_told_at_once_with_its_element()
    {
        var act = () => Read<ServiceConfiguration>($"""
            <ServiceConfiguration serviceName="Cloud" xmlns="{ConfigurationSpace}">
              <Role name="Web"><Instances count="two" /></Role>
              <Role><Instances count="1" /></Role>
              <Role name="Worker" />
              <NetworkConfiguration>
                <LoadBalancers><LoadBalancer name="ILB"><FrontendIPConfiguration type="private" net="x" /></LoadBalancer></LoadBalancers>
                <Firewall />
              </NetworkConfiguration>
            </ServiceConfiguration>
            """);

        act.Should().Throw<ContractException>().Which.Problems.Select(p => $"{p.Code} {p.Path}").Should().BeEquivalentTo(
            "InvalidNumber /ServiceConfiguration/Role[1]/Instances",
            "MissingAttribute /ServiceConfiguration/Role[2]",
            "MissingElement /ServiceConfiguration/Role[3]/Instances",
            "UnknownAttribute /ServiceConfiguration/NetworkConfiguration/LoadBalancers/LoadBalancer[1]/FrontendIPConfiguration",
            "UnknownElement /ServiceConfiguration/NetworkConfiguration/Firewall");
    }

    [Fact]
    public void A_definition_with_a_document_type_is_refused()
    {
        var act = () => Read<ServiceDefinition>($"""<!DOCTYPE x [<!ENTITY a "b">]><ServiceDefinition name="&a;" xmlns="{DefinitionSpace}" />""");
        act.Should().Throw<ContractException>().Which.Problems.Should().ContainSingle(p => p.Code == ProblemCodes.DtdNotAllowed);
    }

    [Fact]
    public void A_configuration_is_no_definition()
    {
        var act = () => Read<ServiceDefinition>($"""<ServiceConfiguration serviceName="x" xmlns="{ConfigurationSpace}" />""");
        act.Should().Throw<ContractException>().Which.Problems.Should().ContainSingle(p => p.Code == ProblemCodes.UnexpectedRoot);
    }

    private static T Read<T>(string xml) where T : class, new() => XmlDocuments.Read<T>(new MemoryStream(Encoding.UTF8.GetBytes(xml)));
}
