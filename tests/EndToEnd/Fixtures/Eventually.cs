using System.Diagnostics;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Waits for what will come; the limit only ends a test that would otherwise hang.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what, int seconds = 20) =>
        TrueAsync(() => Task.FromResult(condition()), what, seconds);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(seconds))
                throw new TimeoutException($"Not within {seconds} s: {what}.");
            await Task.Delay(20);
        }
    }
}
