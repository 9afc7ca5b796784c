using System.Diagnostics;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

public sealed class SeamTests
{
    private const string UsesTheEngine = """
        namespace CasesGraph.Cases;

        internal static class Leak
        {
            public static object Schema => new global::GraphQL.Types.Schema();
        }

        """;

    [Theory]
    [InlineData("Cases/Leak.cs", true)]
    [InlineData("Cases/Leak.Graph.cs", false)]
    [InlineData("Graph/Leak.cs", false)]
    public async Task The_engine_is_a_build_error_outside_its_room(string file, bool refused)
    {
        using var copy = new TemporaryFolder();
        CopyBuildRules(copy.Path);
        var project = Path.Join(copy.Path, "src", "CasesGraph");
        await File.WriteAllTextAsync(
            Path.Join(
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(project, file))!).FullName,
                Path.GetFileName(file)
            ),
            UsesTheEngine
        );

        var (exitCode, output) = await BuildAsync(project);

        Assert.Equal(refused, output.Contains("error RS0030", StringComparison.Ordinal));
        Assert.Equal(refused, exitCode != 0);
    }

    /// <summary>The analyzer sees what is used, not what is only named in a signature.</summary>
    [Fact]
    public void The_engine_is_not_even_named_outside_its_room()
    {
        var leaks = Directory
            .EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".Graph.cs", StringComparison.Ordinal))
            .Where(file => !file.Contains("/CasesGraph/Graph/", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => line.Contains("using GraphQL", StringComparison.Ordinal)));

        Assert.Empty(leaks);
    }

    /// <summary>The product's own build rules and project, without its sources: what is judged is where the file stands.</summary>
    private static void CopyBuildRules(string folder)
    {
        string[] files =
        [
            "Directory.Build.props",
            "Directory.Packages.props",
            ".editorconfig",
            "BannedSymbols.txt",
            "global.json",
            Path.Join("src", "CasesGraph", "CasesGraph.csproj"),
        ];
        Directory.CreateDirectory(Path.Join(folder, "src", "CasesGraph"));
        foreach (var file in files)
            File.Copy(Repository.PathOf(file), Path.Join(folder, file));
    }

    private static async Task<(int ExitCode, string Output)> BuildAsync(string project)
    {
        using var build = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                ["build", project, "--nologo", "-p:UseSharedCompilation=false", "-nodeReuse:false"]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = build.StandardOutput.ReadToEndAsync();
        var errors = build.StandardError.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, await output + await errors);
    }
}
