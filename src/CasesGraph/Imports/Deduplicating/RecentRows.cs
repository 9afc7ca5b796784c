using CasesGraph.Duplicates;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>Rows that were taken, as cases to be compared with: of each customer the last, and so many in all.</summary>
internal sealed class RecentRows
{
    private const int Most = 10_000;

    private readonly Dictionary<long, List<Taken>> byCustomer = [];
    private readonly Queue<Taken> all = new();
    private readonly List<Taken> fresh = [];
    private int count;

    /// <summary>The first of those that one is like; null for none.</summary>
    public int? Find(ComparedCase one, double least)
    {
        int? first = null;
        foreach (var customer in Customers(one))
        {
            var rows = byCustomer.GetValueOrDefault(customer) ?? [];
            foreach (var taken in rows.Skip(rows.Count - LikeCases.MostCompared))
            {
                if (taken.At >= count - Most && one.IsLike(taken.Case, least) && !(taken.Row > first))
                    first = taken.Row;
            }
        }
        return first;
    }

    public void Add(int row, ComparedCase one)
    {
        var taken = new Taken(count++, row, one);
        fresh.Add(taken);
        foreach (var customer in Customers(one))
        {
            if (!byCustomer.TryGetValue(customer, out var rows))
                byCustomer.Add(customer, rows = []);
            rows.Add(taken);
        }
    }

    /// <summary>Forgets what was added since it was kept.</summary>
    public void Begin()
    {
        foreach (var taken in fresh)
        {
            foreach (var customer in Customers(taken.Case))
                byCustomer[customer].Remove(taken);
        }
        count -= fresh.Count;
        fresh.Clear();
    }

    /// <summary>Keeps them, and lets those go that are compared with nothing any more.</summary>
    public void Keep()
    {
        fresh.ForEach(all.Enqueue);
        fresh.Clear();
        while (all.Count > Most)
        {
            foreach (var customer in Customers(all.Dequeue().Case))
            {
                byCustomer[customer].RemoveAt(0);
                if (byCustomer[customer].Count == 0)
                    byCustomer.Remove(customer);
            }
        }
    }

    private static IEnumerable<long> Customers(ComparedCase one) =>
        one.AccountId is { } account ? one.ContactIds.Append(account).Distinct() : one.ContactIds.Distinct();

    private sealed record Taken(int At, int Row, ComparedCase Case);
}
