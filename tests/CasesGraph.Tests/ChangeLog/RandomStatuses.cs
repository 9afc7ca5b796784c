using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Statuses of one's own that random actions set.</summary>
internal static class RandomStatuses
{
    private static readonly (string Key, string Values)[] All =
    [
        ("waiting", "label: \"Waiting\", status: PENDING_INPUT, isDefault: true"),
        ("supplier", "label: \"Supplier\", status: PENDING_INPUT"),
        ("solved", "label: \"Solved\", status: CLOSED, isDefault: true"),
        ("same", "label: \"Same\", status: DUPLICATE"),
        ("going", "label: \"Going\", status: ASSIGNED"),
    ];

    public static Gen<string> Id { get; } =
        Gen.OneOf(All).Select(one => $"\"{OpaqueId.Encode("StatusDetail", StatusDetail.IdOf(one.Key))}\"");

    /// <summary>Gives them to a world that has none.</summary>
    public static async Task AddAsync(SmallWorld world)
    {
        var data = await world.ReadAsync("{ statusDetails { totalCount } }");
        if (data.GetProperty("statusDetails").GetProperty("totalCount").GetInt32() > 0)
            return;
        foreach (var (key, rest) in All)
            Assert.Empty((await world.RunAsync("createStatusDetail", $"{{key: \"{key}\", {rest}}}")).Errors);
    }
}
