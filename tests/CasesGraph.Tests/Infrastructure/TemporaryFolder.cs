namespace CasesGraph.Tests.Infrastructure;

public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("casesgraph-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
