using System.Collections.Concurrent;
using System.Diagnostics;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CasesGraph.Tests.MassUpdate;

/// <summary>The statements about cases and jobs that writes run on one test's database.</summary>
internal sealed class CaseStatements
    : IObserver<DiagnosticListener>,
        IObserver<KeyValuePair<string, object?>>,
        IDisposable
{
    private static readonly string[] Tables =
    [
        "\"Case\" ",
        "\"CaseChange\"",
        "\"FieldChange\"",
        "\"CaseContact\"",
        "\"CaseBug\"",
        "INTO \"Job",
        "UPDATE \"Job\"",
    ];

    private readonly ConcurrentQueue<string> texts = new();
    private readonly ConcurrentBag<IDisposable> listening = [];
    private readonly string place;

    private readonly Func<string, bool> counts;

    public CaseStatements(TestDatabase database)
        : this(database, text => Tables.Any(table => text.Contains(table, StringComparison.Ordinal))) { }

    /// <summary>The same of other statements.</summary>
    /// <param name="counts">Whether a text counts.</param>
    public CaseStatements(TestDatabase database, Func<string, bool> counts)
    {
        this.counts = counts;
        using var db = database.CreateDb();
        place = Place(db.Database.GetDbConnection());
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<string> Texts => [.. texts];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is DbLoggerCategory.Name)
            listening.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { Command: { Connection: { } connection } command })
        {
            var text = command.CommandText;
            if (string.Equals(Place(connection), place, StringComparison.Ordinal) && counts(text))
                texts.Enqueue(text);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var one in listening)
            one.Dispose();
    }

    private static string Place(System.Data.Common.DbConnection connection) =>
        $"{connection.DataSource}/{connection.Database}";
}
