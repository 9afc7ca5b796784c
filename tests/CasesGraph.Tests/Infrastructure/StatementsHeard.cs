using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>
/// Somebody always listens to EF Core's statements: where nobody does, a context looks again only after a second, and who
/// counts from now on misses what it runs until then.
/// </summary>
internal sealed class StatementsHeard : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    [ModuleInitializer]
    internal static void Begin() => DiagnosticListener.AllListeners.Subscribe(new StatementsHeard());

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is DbLoggerCategory.Name)
            value.Subscribe(
                this,
                name => name.StartsWith(DbLoggerCategory.Database.Command.Name, StringComparison.Ordinal)
            );
    }

    public void OnNext(KeyValuePair<string, object?> value) { }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
