using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Ilb.Logging;

/// <summary>Log lines as entries of the journal: what a line names is a field of it, {Backend} is ILB_BACKEND.</summary>
internal sealed class JournalLogger(Journal journal, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception) + (exception is null ? "" : $": {exception.Message}");
        var fields = new List<KeyValuePair<string, string>>
        {
            new("MESSAGE", message),
            new("PRIORITY", Priority(logLevel)),
            new("SYSLOG_IDENTIFIER", "ilb"),
            new("ILB_CATEGORY", category),
        };
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            if (name.All(char.IsAsciiLetterOrDigit))
                fields.Add(new("ILB_" + name.ToUpperInvariant(), Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        if (exception is not null)
            fields.Add(new("ILB_EXCEPTION", exception.ToString()));
        Send(fields, message);
    }

    /// <summary>What the journal does not take goes to standard error, so that it is somewhere.</summary>
    private void Send(List<KeyValuePair<string, string>> fields, string message)
    {
        try
        {
            journal.Send(fields);
        }
        catch (SocketException)
        {
            Console.Error.WriteLine(message);
        }
    }

    /// <summary>Those of syslog.</summary>
    private static string Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => "2",
        LogLevel.Error => "3",
        LogLevel.Warning => "4",
        LogLevel.Information => "6",
        _ => "7",
    };
}
