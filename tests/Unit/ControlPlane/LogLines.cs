using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ilb.Unit.ControlPlane;

/// <summary>What was logged, a line each, of every level that the factory lets through.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Written { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Written.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
