using Microsoft.Extensions.Logging;

namespace Ilb.Logging;

/// <summary>Where `ilb serve` tells what happens: the journal where systemd started it, else standard error.</summary>
internal static class Logs
{
    public static ILoggerFactory Open(bool isVerbose) => LoggerFactory.Create(log => To(log
        .SetMinimumLevel(isVerbose ? LogLevel.Information : LogLevel.Warning)
        // Why a backend goes down and a request is refused is asked for afterwards, when nobody can make it talk any more.
        .AddFilter("Ilb.ControlPlane.Health", LogLevel.Information)
        .AddFilter("Ilb.ControlPlane.Api", LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)));

    private static void To(ILoggingBuilder log)
    {
        if (Journal.HasStandardError)
            log.AddProvider(new JournalProvider(new Journal(Journal.UsualPlace)));
        else
            log.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
                // Standard output carries the one line that says ready.
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
