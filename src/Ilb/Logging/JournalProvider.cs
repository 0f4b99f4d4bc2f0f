using Microsoft.Extensions.Logging;

namespace Ilb.Logging;

/// <summary>Makes loggers that write to the journal.</summary>
internal sealed class JournalProvider(Journal journal) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new JournalLogger(journal, categoryName);

    public void Dispose() => journal.Dispose();
}
