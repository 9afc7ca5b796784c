using System.Globalization;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;

namespace CasesGraph.Tests.Upserts;

/// <summary>Many who write the same keys at once, of each kind and by each key that it can be recognised by.</summary>
public sealed class RacingUpsertsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Writers = 8;
    private const int Keys = 2;

    /// <summary>What a new one needs, and what is written to one that is there.</summary>
    private static readonly IReadOnlyDictionary<Type, (string Needed, string Written)> Kinds = new Dictionary<
        Type,
        (string, string)
    >
    {
        [typeof(Case)] = ("subject", "resolution"),
        [typeof(Account)] = ("name", "industry"),
        [typeof(Contact)] = ("lastName", "title"),
        [typeof(Bug)] = ("subject", "description"),
        [typeof(User)] = ("userName fullName", "externalReference"),
    };

    private int serial;

    private static IReadOnlyList<(EntityModel Entity, Handle By)> Handles { get; } =
    [.. Kinds.Keys.Select(EntityModel.Of).SelectMany(entity => entity.Handles.Select(by => (entity, by)))];

    [Fact]
    public async Task One_record_a_key_and_each_answer_tells_the_truth() =>
        await Gen.Select(
                Gen.Int[0, Handles.Count - 1].Select(at => Handles[at]),
                Gen.Select(Gen.Int[0, Keys - 1], Gen.Int[0, 2]).Array[Writers * 2]
            )
            .SampleAsync(
                drawn => world.Server.Log.WithErrorsAsync(() => RunAsync(drawn.Item1, drawn.Item2)),
                iter: Iterations.Of(24),
                threads: 1
            );

    [Fact]
    public void Each_kind_that_can_be_recognised_by_a_key_is_among_them() =>
        Assert.Equal(
            EntityModel
                .All.Where(entity => entity.Handles.Count > 0)
                .Select(entity => entity.Name)
                .Order(StringComparer.Ordinal),
            Kinds.Keys.Select(type => type.Name).Order(StringComparer.Ordinal)
        );

    private async Task RunAsync((EntityModel Entity, Handle By) of, (int Key, int Value)[] calls)
    {
        var round = $"r{Interlocked.Increment(ref serial)}";
        var outcomes = (
            await Task.WhenAll(calls.Chunk(calls.Length / Writers).Select(some => WriteAsync(of, round, some)))
        ).SelectMany(one => one);

        await world.Server.SettledAsync();
        foreach (var key in outcomes.GroupBy(one => one.Key))
        {
            var one = Assert.Single(key.Select(outcome => outcome.Id).Distinct(StringComparer.Ordinal));
            Assert.Single(key, outcome => outcome.Outcome is "CREATED");
            var written = key.Count(outcome => outcome.Outcome is not "UNCHANGED");
            var name = char.ToLowerInvariant(of.Entity.Name[0]) + of.Entity.Name[1..];
            var found = await world.ReadAsync(
                $$"""{ {{name}}ById(id: "{{one}}") { version changes(first: 99) { totalCount } } }"""
            );
            Assert.Equal(written, found.GetProperty($"{name}ById").GetProperty("version").GetInt32());
            Assert.Equal(
                written,
                found.GetProperty($"{name}ById").GetProperty("changes").GetProperty("totalCount").GetInt32()
            );
            Assert.Equal(
                written,
                key.Select(outcome => outcome.Set).OfType<string>().Distinct(StringComparer.Ordinal).Count()
            );
            Assert.Equal(1, await CountAsync(of, round, key.Key));
        }
    }

    private async Task<List<(int Key, string Id, string Outcome, string? Set)>> WriteAsync(
        (EntityModel Entity, Handle By) of,
        string round,
        (int Key, int Value)[] calls
    )
    {
        var outcomes = new List<(int, string, string, string?)>();
        var name = char.ToLowerInvariant(of.Entity.Name[0]) + of.Entity.Name[1..];
        foreach (var (key, value) in calls)
        {
            var text = Text(of.By, round, key);
            var (needed, written) = Kinds[of.Entity.Type];
            // A name of its own each, but for the key's.
            var create = needed
                .Split(' ')
                .Select(field => $"{field}: \"{(Is(field, of.By) ? text : $"{round} {key}")}\"");
            var change = Is(written, of.By) ? "fullName" : written;
            var payload = await world.RunAsync(
                $"upsert{of.Entity.Name}",
                $"{{match: {{{of.By.Name}: \"{text}\"}}, create: {{{string.Join(", ", create)}}}, update: {{{change}: \"{round} {key} {value}\"}}}}"
            );
            var found = payload.Object(name);
            outcomes.Add(
                (
                    key,
                    found.GetProperty("id").GetString()!,
                    payload.Data.GetProperty("outcome").GetString()!,
                    payload.HasChangeSet ? payload.Data.GetProperty("changeSet").GetProperty("id").GetString() : null
                )
            );
        }
        return outcomes;
    }

    private static bool Is(string field, Handle by) => string.Equals(field, by.Name, StringComparison.Ordinal);

    private static string Text(Handle by, string round, int key) => $"{round}{by.Name}{key}@x.example";

    /// <summary>As the list finds them, and not as upserts do.</summary>
    private async Task<int> CountAsync((EntityModel Entity, Handle By) of, string round, int key)
    {
        var list = char.ToLowerInvariant(of.Entity.Plural[0]) + of.Entity.Plural[1..];
        var data = await world.ReadAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{ {list}(where: {{{of.By.Name}: {{eq: \"{Text(of.By, round, key)}\"}}}}) {{ totalCount }} }}"
            )
        );
        return data.GetProperty(list).GetProperty("totalCount").GetInt32();
    }
}
