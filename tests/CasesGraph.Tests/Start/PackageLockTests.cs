using System.Text.Json;
using System.Xml.Linq;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Start;

/// <summary>What is built is what was tested: every package with its hash, and nothing of the machine that wrote it down.</summary>
public sealed class PackageLockTests
{
    private static readonly string[] Facts = ["contentHash", "dependencies", "requested", "resolved", "type"];

    public static TheoryData<string> Projects =>
        [
            .. Directory
                .EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles(Repository.PathOf("tests"), "*.csproj", SearchOption.AllDirectories))
                .Select(file => Path.GetRelativePath(Repository.PathOf(), file)),
        ];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task A_project_locks_its_packages_in_the_versions_that_are_said(string project)
    {
        var file = Path.Join(Path.GetDirectoryName(Repository.PathOf(project)), "packages.lock.json");
        var packages = JsonElement
            .Parse(await File.ReadAllTextAsync(file))
            .GetProperty("dependencies")
            .EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .ToList();
        var said = XDocument
            .Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(
                one => one.Attribute("Include")!.Value,
                one => one.Attribute("Version")!.Value,
                StringComparer.Ordinal
            );

        Assert.NotEmpty(packages);
        foreach (var (name, package) in packages.Select(package => (package.Name, package.Value)))
        {
            Assert.Subset(
                Facts.ToHashSet(StringComparer.Ordinal),
                package.EnumerateObject().Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal)
            );
            if (package.GetProperty("type").GetString() is "Project")
                continue;
            Assert.Equal(64, package.GetProperty("contentHash").GetBytesFromBase64().Length);
            if (said.TryGetValue(name, out var version))
                Assert.Equal(version, package.GetProperty("resolved").GetString());
        }
    }
}
