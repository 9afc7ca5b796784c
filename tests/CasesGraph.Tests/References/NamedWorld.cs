using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.References;

/// <summary>A small world whose objects have what references name them by: @erpAccount, @ana, @namedBug; @gone is deleted.</summary>
public sealed class NamedWorld : IAsyncLifetime
{
    public SmallWorld World { get; } = new();

    public async Task InitializeAsync()
    {
        await World.InitializeAsync();
        await MakeAsync("erpAccount", "Account", """name: "Strasse Éclair", externalReference: "ERP-1" """);
        await MakeAsync("ana", "Contact", """lastName: "A", email: "Ana@X.example", externalReference: "C-1" """);
        await MakeAsync("gone", "Contact", """lastName: "G", email: "gone@x.example" """);
        await MakeAsync("namedBug", "Bug", """subject: "B", externalReference: "B-1" """);
        await World.RunAsync("deleteContacts", """{select: {ids: ["@gone"]}}""");
    }

    public Task DisposeAsync() => World.DisposeAsync();

    private async Task MakeAsync(string name, string kind, string fields) =>
        World.Know(name, (await World.RunAsync($"create{kind}", $"{{{fields}}}")).Object(kind.ToLowerInvariant()));
}
