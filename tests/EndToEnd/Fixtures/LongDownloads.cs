using System.Net;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Several long-lived connections of one client, and flows of datagrams beside them where a test adds some.</summary>
internal sealed class LongDownloads : IAsyncDisposable
{
    private readonly List<ILongStream> _streams = [];

    public IReadOnlyList<string> Machines => [.. _streams.Select(stream => stream.Machine)];

    /// <summary>Of those that ended.</summary>
    public IReadOnlyList<string> Failures => [.. _streams.Select(stream => stream.Failure).OfType<string>()];

    public static async Task<LongDownloads> StartAsync(MachinePlace from, IPEndPoint target, int count, TimeSpan? pause = null)
    {
        var downloads = new LongDownloads();
        for (var i = 0; i < count; i++)
            downloads._streams.Add(await LongDownload.StartAsync(from, target, pause));
        return downloads;
    }

    public async Task AddDatagramsAsync(MachinePlace from, IPEndPoint target, int count)
    {
        for (var i = 0; i < count; i++)
            _streams.Add(await LongDatagrams.StartAsync(from, target));
    }

    /// <summary>Each brings more, and none has failed: those of all machines, or of some.</summary>
    public Task GoOnAsync(params string[] machines) =>
        _streams.Where(stream => machines.Length == 0 || machines.Contains(stream.Machine)).ToList().GoOnAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams)
            await stream.DisposeAsync();
    }
}
