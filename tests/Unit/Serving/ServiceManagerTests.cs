using System.Net.Sockets;
using System.Text;
using AwesomeAssertions;
using Ilb.Serving;
using Xunit;

namespace Ilb.Unit.Serving;

/// <summary>Over a socket as systemd has one.</summary>
public sealed class ServiceManagerTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ilb-notify-{Guid.NewGuid():N}");
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_told_that_the_program_is_ready_and_that_it_ends(bool isAbstract)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + _path : _path));
        var manager = new ServiceManager(isAbstract ? '@' + _path : _path, null);
        manager.TellReady();
        manager.TellStopping();
        Heard().Should().Be("READY=1");
        Heard().Should().Be("STOPPING=1");
    }

    [Fact]
    public async Task Hears_no_sign_of_life_of_a_program_that_hangs()
    {
        const int hanging = 5;
        _socket.Bind(new UnixDomainSocketEndPoint(_path));
        using var stop = new CancellationTokenSource();
        var looks = 0;
        var reassuring = new ServiceManager(_path, TimeSpan.FromMilliseconds(30)).ReassureAsync(_ => Interlocked.Increment(ref looks) > hanging, stop.Token);
        Heard().Should().Be("WATCHDOG=1");
        await stop.CancelAsync();
        await reassuring;

        var signs = 1;
        for (; _socket.Available > 0; signs++)
            Heard();
        signs.Should().Be(looks - hanging);
    }

    [Fact]
    public async Task Where_there_is_none_nothing_is_said_and_nothing_fails()
    {
        foreach (var manager in new[] { new ServiceManager(null, null), new ServiceManager(_path, null) })
        {
            manager.TellReady();
            await manager.ReassureAsync(_ => true, CancellationToken.None);
        }
    }

    private string Heard()
    {
        var bytes = new byte[64];
        return Encoding.UTF8.GetString(bytes, 0, _socket.Receive(bytes));
    }
}
