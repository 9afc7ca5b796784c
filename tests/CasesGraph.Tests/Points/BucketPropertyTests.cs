using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.Points;

/// <summary>A bucket by itself, of any size, with any history.</summary>
public sealed class BucketPropertyTests
{
    private const int MostSize = 1_000;

    private static readonly Gen<(int Size, int Restore, (int Wait, int Take, int Back)[] Steps)> Histories =
        from size in Gen.Int[1, MostSize]
        from restore in Gen.Int[1, MostSize]
        from steps in Gen.Select(Gen.Int[0, 3_000], Gen.Int[1, MostSize], Gen.Int[0, MostSize]).Array[1, 50]
        select (size, restore, steps);

    [Fact]
    public void More_than_the_size_and_what_has_come_back_is_never_taken() =>
        Histories.Sample(history =>
        {
            var clock = new StillClock();
            var bucket = new Bucket(history.Size, history.Restore, clock);
            var (kept, passed) = (0L, 0L);
            foreach (var (wait, take, back) in history.Steps)
            {
                clock.Pass(TimeSpan.FromMilliseconds(wait));
                passed += wait;
                if (bucket.Take(take) is { } retry)
                {
                    Assert.True(take > history.Size || retry > TimeSpan.Zero);
                    continue;
                }
                var returned = Math.Min(take, back);
                bucket.GiveBack(returned);
                kept += take - returned;
                Assert.InRange(bucket.Remaining, 0, history.Size);
            }
            Assert.True(kept <= history.Size + (double)history.Restore * passed / 1_000 + 1);
        });

    [Fact]
    public void A_full_bucket_has_all_its_points() =>
        Histories.Sample(history =>
        {
            var clock = new StillClock();
            var bucket = new Bucket(history.Size, history.Restore, clock);
            Assert.Equal(history.Size, bucket.Remaining);
            Assert.Null(bucket.Take(1));
            Assert.Equal(history.Size - 1, bucket.Remaining);
            clock.Pass(TimeSpan.FromSeconds(1.0 / history.Restore) + TimeSpan.FromMilliseconds(1));
            Assert.Equal(history.Size, bucket.Remaining);
        });

    [Fact]
    public void After_the_wait_that_it_tells_there_is_enough() =>
        Histories.Sample(history =>
        {
            var clock = new StillClock();
            var bucket = new Bucket(history.Size, history.Restore, clock);
            foreach (var (_, take, _) in history.Steps)
            {
                if (bucket.Take(take) is not { } wait || take > history.Size)
                    continue;
                clock.Pass(wait + TimeSpan.FromMilliseconds(1));
                Assert.Null(bucket.Take(take));
            }
        });

    [Fact]
    public async Task Of_many_at_once_no_more_get_something_than_there_is()
    {
        var bucket = new Bucket(MostSize, restore: 1, new StillClock());
        var takers = Enumerable
            .Range(0, 8)
            .Select(_ => Task.Run(() => Enumerable.Range(0, MostSize).Count(_ => bucket.Take(1) is null)));
        Assert.Equal(MostSize, (await Task.WhenAll(takers)).Sum());
        Assert.Equal(0, bucket.Remaining);
    }
}
