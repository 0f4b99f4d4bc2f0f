namespace Ilb.Commands;

/// <summary>Copies a log to standard output, and on as it grows.</summary>
internal static class LogFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task ShowAsync(string path, bool follow, CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        if (File.Exists(path + ".1"))
            await CopyAsync(path + ".1", 0, output, cancellation);
        long shown = 0;
        do
        {
            // A shorter file than before was started anew.
            shown = File.Exists(path) && new FileInfo(path).Length < shown ? 0 : shown;
            shown += File.Exists(path) ? await CopyAsync(path, shown, output, cancellation) : 0;
        }
        while (follow && await WaitAsync(cancellation));
    }

    private static async Task<long> CopyAsync(string path, long from, Stream output, CancellationToken cancellation)
    {
        await using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Position = from;
        await log.CopyToAsync(output, cancellation);
        await output.FlushAsync(cancellation);
        return log.Position - from;
    }

    private static async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellation.IsCancellationRequested;
    }
}
