using System.Net;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Several long-lived connections of one client.</summary>
internal sealed class LongDownloads(IReadOnlyList<LongDownload> downloads) : IAsyncDisposable
{
    public IReadOnlyList<string> Machines => [.. downloads.Select(download => download.Machine)];

    /// <summary>Of those that ended.</summary>
    public IReadOnlyList<string> Failures => [.. downloads.Select(download => download.Failure).OfType<string>()];

    public static async Task<LongDownloads> StartAsync(MachinePlace from, IPEndPoint target, int count, TimeSpan? pause = null)
    {
        var downloads = new List<LongDownload>();
        while (downloads.Count < count)
            downloads.Add(await LongDownload.StartAsync(from, target, pause));
        return new LongDownloads(downloads);
    }

    /// <summary>Each brings more, and none has failed: those of all machines, or of some.</summary>
    public Task GoOnAsync(params string[] machines) =>
        downloads.Where(download => machines.Length == 0 || machines.Contains(download.Machine)).ToList<ILongStream>().GoOnAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var download in downloads)
            await download.DisposeAsync();
    }
}
