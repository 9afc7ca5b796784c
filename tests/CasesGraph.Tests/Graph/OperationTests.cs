using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

/// <summary>The examples in schema/operations, each run on a server of 200 demo cases as the README starts it.</summary>
public sealed class OperationTests(OperationTests.DemoServer demo) : IClassFixture<OperationTests.DemoServer>
{
    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .GetFiles(Repository.PathOf("schema", "operations"), "*.graphql")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_example_operation_runs_without_any_error(string file)
    {
        var document = await File.ReadAllTextAsync(Repository.PathOf("schema", "operations", file));

        var answer = await demo.Server.QueryAsync(document);

        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        Assert.All(answer.GetProperty("data").EnumerateObject(), root => AssertAnswered(root.Name, root.Value));
    }

    private static void AssertAnswered(string name, JsonElement value)
    {
        Assert.True(value.ValueKind is not JsonValueKind.Null, $"{name} is null");
        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("errors", out var errors))
            Assert.True(errors.ValueKind is JsonValueKind.Null, $"{name}: {errors}");
    }

    public sealed class DemoServer : IAsyncLifetime
    {
        public RunningServer Server { get; } = new() { Settings = { ["Demo:Cases"] = "200" } };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
