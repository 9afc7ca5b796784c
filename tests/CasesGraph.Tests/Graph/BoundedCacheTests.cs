using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

public sealed class BoundedCacheTests
{
    private const int Most = 10_000;
    private const int Each = 100;

    [Fact]
    public async Task What_is_kept_never_has_more_bytes_than_there_is_room_for_and_new_entries_find_some()
    {
        using var cache = new BoundedCache<int, object>(Most);

        for (var key = 0; key < 5_000; key++)
        {
            cache.Keep(key, new object(), Each);
            Assert.InRange(Enumerable.Range(0, key + 1).Count(known => cache.Find(known) is not null), 1, Most / Each);
        }

        // Room is made beside the writing.
        await Eventually.EqualAsync(
            true,
            () =>
            {
                cache.Keep(-1, new object(), Each);
                return cache.Find(-1) is not null;
            }
        );
    }

    [Fact]
    public async Task What_is_used_stays()
    {
        using var cache = new BoundedCache<int, object>(Most);
        cache.Keep(0, new object(), Each);

        for (var key = 1; key < 1_000; key++)
        {
            await Eventually.EqualAsync(
                true,
                () =>
                {
                    cache.Keep(key, new object(), Each);
                    return cache.Find(key) is not null;
                }
            );
            Assert.NotNull(cache.Find(0));
        }
    }

    [Fact]
    public void What_is_larger_than_all_of_it_is_not_kept()
    {
        using var cache = new BoundedCache<int, object>(Most);

        cache.Keep(1, new object(), Most + 1);

        Assert.Null(cache.Find(1));
    }
}
