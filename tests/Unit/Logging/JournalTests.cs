using System.Net.Sockets;
using System.Text;
using AwesomeAssertions;
using Ilb.Logging;
using Ilb.Model.Feed;
using Ilb.Unit.ControlPlane;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ilb.Unit.Logging;

/// <summary>Entries as they arrive at a socket that stands where the journal's does.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-journal-").FullName;
    private readonly Socket _journal = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
    private readonly ILoggerFactory _logs;

    public JournalTests()
    {
        var place = Path.Combine(_folder, "socket");
        _journal.Bind(new UnixDomainSocketEndPoint(place));
        _logs = LoggerFactory.Create(log => log.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.None)
            .AddProvider(new JournalProvider(new Journal(place))));
    }

    [Fact]
    public void What_a_line_names_is_a_field_and_several_lines_stay_one_entry()
    {
        var log = _logs.CreateLogger("some");
#pragma warning disable CA1848, CA1873 // The shape of a message is what is tried.
        log.LogWarning("{Backend} is {Health}", "web1", "down\nand out");
#pragma warning restore CA1848, CA1873
        Receive().Should().Equal(
            "MESSAGE\n" + Length(20) + "web1 is down\nand out", "PRIORITY=4", "SYSLOG_IDENTIFIER=ilb", "ILB_CATEGORY=some", "ILB_BACKEND=web1",
            "ILB_HEALTH\n" + Length(12) + "down\nand out");
    }

    [Fact]
    public async Task Backends_that_change_and_requests_that_are_refused_are_told_with_why()
    {
        await using var service = await TestService.StartBalancedAsync(logs: _logs);
        await service.SendAsync(HttpMethod.Delete, "services/hostedservices/nosuch");
        Until("ILB_CODE=ResourceNotFound").Should().Contain(
            [$"ILB_OPERATION=DELETE /{service.Subscription}/services/hostedservices/nosuch", "ILB_STATUS=404", "ILB_CLIENT=127.0.0.1", "PRIORITY=6"]);
        using var stranger = service.NewClient(null);
        await TestService.SendAsync(stranger, HttpMethod.Get, $"{service.Subscription}/locations");
        Until("ILB_CODE=AuthenticationFailed").Should().Contain("ILB_CERTIFICATE=none");
        await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roleinstances/web1/operations", Requests.Operation("ShutdownRoleOperation"));
        Until("ILB_HEALTH=draining").Should().Contain("ILB_BACKEND=MyWebsite1/web1/intwebep").And.Contain("ILB_SET=MyWebsite1/intwebeplb")
            .And.Contain(field => field.StartsWith("ILB_REASON=its operator stopped it", StringComparison.Ordinal));
        service.Agent.Probes = false;
        var web2 = service.Host.Feed.Current.Sets.Single().Backends.Single(backend => backend.Name.Contains("web2", StringComparison.Ordinal)).Slot;
        for (var i = 0; i < 10; i++)
            service.Host.Observer.Observe(new ProbeObservation(DateTimeOffset.UtcNow, web2, "refused"));
        Until("ILB_HEALTH=down").Should().Contain("ILB_BACKEND=MyWebsite1/web2/intwebep").And.Contain("PRIORITY=4")
            .And.Contain(field => field.StartsWith("ILB_REASON=refused :", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _logs.Dispose();
        _journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Length(int bytes) => Encoding.Latin1.GetString(BitConverter.GetBytes((long)bytes));

    private string[] Until(string field)
    {
        while (true)
        {
            var fields = Receive();
            if (fields.Contains(field))
                return fields;
        }
    }

    private string[] Receive()
    {
        var entry = new byte[1 << 16];
        var text = Encoding.Latin1.GetString(entry, 0, _journal.Receive(entry));
        // Each field begins with its name, which is in capitals.
        return System.Text.RegularExpressions.Regex.Split(text[..^1], "\n(?=[A-Z_]+[=\n])");
    }
}
