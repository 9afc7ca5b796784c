using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Infrastructure;

public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception);

/// <summary>What a server has logged so far.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> entries = new();

    public IEnumerable<LogEntry> Entries => entries;

    public ILogger CreateLogger(string categoryName) => new Logger(entries, categoryName);

    /// <summary>Lets a failure tell what the server met meanwhile.</summary>
    public async Task WithErrorsAsync(Func<Task> test)
    {
        var before = entries.Count;
        try
        {
            await test();
        }
        catch (Exception failure)
        {
            var errors = entries.Skip(before).Where(entry => entry.Level >= LogLevel.Error).ToList();
            if (errors.Count == 0)
                throw;
            throw new InvalidOperationException($"{failure.Message}\n{string.Join('\n', errors)}", failure);
        }
    }

    public void Dispose() { }

    private sealed class Logger(ConcurrentQueue<LogEntry> entries, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => entries.Enqueue(new LogEntry(logLevel, category, formatter(state, exception), exception));
    }
}
