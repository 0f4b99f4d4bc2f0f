using AwesomeAssertions;
using Xunit;
using static Ilb.Unit.Declarations.Imports.Importing;

namespace Ilb.Unit.Declarations.Imports;

/// <summary>Nothing is lost in silence: each keyword that is not carried over has its one note.</summary>
public sealed class LossTests
{
    private const string NoRoom = "is not carried over: ilb's probes connect, or get a path and take 200 for an answer.", PathAlone = "only the path is carried over; ilb's probes GET it and take 200 for an answer.";

    [Theory]
    [InlineData("http-check expect status 204", $"http-check expect status 204 {NoRoom}")]
    [InlineData("http-check send meth HEAD uri /x", $"http-check send meth HEAD uri /x: {PathAlone}")]
    [InlineData("http-check send meth GET uri /x", null)]
    [InlineData("option httpchk HEAD /x", $"option httpchk HEAD /x: {PathAlone}")]
    [InlineData("option httpchk GET /x HTTP/1.1", null)]
    [InlineData("tcp-check send PING", $"tcp-check send PING {NoRoom}")]
    [InlineData("tcp-check expect string +PONG", $"tcp-check expect string +PONG {NoRoom}")]
    [InlineData("tcp-check connect", null)]
    [InlineData("http-request deny", "http-request deny is not carried over.")]
    [InlineData("default-server check inter 5s send-proxy", "default-server: send-proxy is not carried over.")]
    [InlineData("default-server check inter 5s ssl", "default-server: ssl is not carried over.")]
    [InlineData("default-server check inter 5s rise 3", "default-server: rise 3 is not carried over.")]
    [InlineData("default-server check inter 5s maxconn 100", "default-server: maxconn 100 is not carried over.")]
    public void A_line_of_HAProxy_has_one_note_wherever_it_stands(string line, string? expected)
    {
        Notes($"listen a\n bind 10.0.0.8:80\n {line}\n server one 10.0.0.11:80\n").Should().Equal(Told(expected is null ? null : $"file:3: {expected}"));
        Notes($"defaults\n {line}\nlisten a\n bind 10.0.0.8:80\n server one 10.0.0.11:80\nlisten b\n bind 10.0.0.8:81\n server one 10.0.0.11:81\n").Should().Equal(Told(expected is null ? null : $"file:2: {expected}"));
    }

    [Theory]
    [InlineData("rise 3")]
    [InlineData("fastinter 1s")]
    [InlineData("downinter 1s")]
    [InlineData("send-proxy-v2")]
    [InlineData("no-verifyhost")]
    [InlineData("sni str(web)")]
    public void A_word_of_a_server_of_HAProxy_has_one_note_with_its_argument(string word) =>
        Notes($"listen a\n bind 10.0.0.8:80\n server one 10.0.0.11:80 check inter 5s {word}\n").Should().Equal($"file:3: server one: {word} is not carried over.");

    [Theory]
    [InlineData("TCP_CHECK {\n connect_timeout 3\n }", "file:4: connect_timeout 3 of TCP_CHECK is not carried over.")]
    [InlineData("TCP_CHECK {\n connect_port 81\n }", null)]
    [InlineData("HTTP_GET {\n url { path /\n status_code 204 }\n }", "file:5: status_code 204 of HTTP_GET is not carried over.")]
    [InlineData("HTTP_GET {\n url { path /\n status_code 200 }\n }", null)]
    [InlineData("HTTP_GET {\n url { path /\n digest 9b3a }\n }", "file:5: digest 9b3a of HTTP_GET is not carried over.")]
    [InlineData("HTTP_GET {\n url { path / }\n url { path /b }\n }", "file:5: url of HTTP_GET is not carried over.")]
    [InlineData("MISC_CHECK {\n misc_path /x\n }", "file:3: MISC_CHECK of 10.0.0.11 is not carried over.")]
    public void A_word_of_a_check_of_keepalived_has_one_note(string check, string? expected) =>
        Notes($"virtual_server 10.0.0.8 80 {{\n real_server 10.0.0.11 80 {{\n {check}\n }}\n}}\n").Should().Equal(Told(expected));

    [Theory]
    [InlineData("connect_timeout 3")]
    [InlineData("alpha")]
    public void A_word_of_a_virtual_server_of_keepalived_has_one_note(string word) =>
        Notes($"virtual_server 10.0.0.8 80 {{\n {word}\n real_server 10.0.0.11 80\n}}\n").Should().Equal($"file:2: {word} is not carried over.");

    [Theory]
    [InlineData("{ TCP_CHECK { connect_port 81 } }")]
    [InlineData("{ HTTP_GET { url { path / } } }")]
    [InlineData("")]
    public void A_server_of_keepalived_that_is_checked_in_another_way_is_told(string other) =>
        Notes($"virtual_server 10.0.0.8 80 {{\n real_server 10.0.0.11 80 {{ TCP_CHECK {{ }} }}\n real_server 10.0.0.12 80 {{ TCP_CHECK {{ }} }}\n real_server 10.0.0.13 80 {other}\n}}\n")
            .Should().Equal("file:4: 10.0.0.13 is probed as 10.0.0.11 is: a set has one probe.");

    [Theory]
    [InlineData("<ConfigurationSettings><Setting name='Level' value='info' /></ConfigurationSettings>", "", "file:3: ConfigurationSettings of Front is not carried over.")]
    [InlineData("<Certificates><Certificate name='c' thumbprint='AB' thumbprintAlgorithm='sha1' /></Certificates>", "", "file:3: Certificates of Front is not carried over.")]
    [InlineData("", "<ReservedIPs><ReservedIP name='r' /></ReservedIPs>", "file:6: ReservedIPs is not carried over.")]
    [InlineData("", "<InstanceAddress roleName='Front'><Subnets><Subnet name='front' /></Subnets><PublicIPs><PublicIP name='p' /></PublicIPs></InstanceAddress>", "file:6: PublicIPs of Front is not carried over.")]
    public void An_element_of_a_configuration_has_one_note(string ofRole, string ofAddresses, string expected) => Notes(
        $"""
        <ServiceConfiguration serviceName="Shop" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">
          <Role name="Front"><Instances count="1" />
            {ofRole}
          </Role>
          <NetworkConfiguration><AddressAssignments>
            {ofAddresses}
          </AddressAssignments></NetworkConfiguration>
        </ServiceConfiguration>
        """,
        """<ServiceDefinition name="Shop" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"><WebRole name="Front" /></ServiceDefinition>""")
        .Should().Equal(expected);

    private static IEnumerable<string> Told(string? note) => note is null ? [] : [note];
}
