using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Reading;

/// <summary>Adds up what a request costs while it is read, before anything is planned or runs.</summary>
internal sealed class RequestCost
{
    private readonly List<(string Path, Price? Price, double Parents, RequestValues? Values, double Points)> charges =
        new(capacity: 1);

    public double Requested { get; private set; }

    /// <summary>What costs the same however many rows there are.</summary>
    public double Fixed { get; private set; }

    /// <summary>Whether something reads a whole table, however few rows it answers with.</summary>
    public bool ReadsAll { get; private set; }

    public void AddWhole(string path, double points)
    {
        Add(path, points);
        ReadsAll = true;
    }

    public void Add(string path, double points)
    {
        charges.Add((path, Price: null, Parents: 0, Values: null, points));
        Requested += points;
        Fixed += points;
    }

    /// <summary>Adds what stands under a field.</summary>
    /// <param name="parents">How many objects there can be above what has the price.</param>
    public void Add(string path, Price price, double parents, RequestValues values)
    {
        var points = price.Of(parents, values);
        charges.Add((path, price, parents, values, points));
        Requested += points;
    }

    public Mark Begin() => new(charges.Count, Requested, Fixed, ReadsAll);

    /// <summary>Forgets what was added since then.</summary>
    public void GoBack(Mark mark)
    {
        charges.RemoveRange(mark.Charges, charges.Count - mark.Charges);
        (Requested, Fixed, ReadsAll) = (mark.Requested, mark.Fixed, mark.ReadsAll);
    }

    public readonly record struct Mark(int Charges, double Requested, double Fixed, bool ReadsAll);

    /// <summary>The same once more, for a field that says the same as one before.</summary>
    public void Repeat(Mark from, Mark to)
    {
        foreach (var charge in charges[from.Charges..to.Charges])
        {
            charges.Add(charge);
            Requested += charge.Points;
            if (charge.Price is null)
                Fixed += charge.Points;
        }
    }

    public void Check(CostBound most)
    {
        if (Requested <= most.Points)
            return;
        var (field, points) = charges
            .SelectMany(charge =>
                charge.Price?.Levels(charge.Path, charge.Parents, charge.Values!) ?? [(charge.Path, charge.Points)]
            )
            .MaxBy(level => level.Points);
        var exceeded = new ExceededLimit(most.Limit, OperationCost.Whole(Requested), most.Points)
        {
            Field = field,
            FieldCost = OperationCost.Whole(points),
        };
        throw new RequestErrorException(
            GraphErrorCode.LimitExceeded,
            $"The operation costs {exceeded.Requested} points, and at most {most.Points} are allowed; '{field}' costs {exceeded.FieldCost} of them. Ask for smaller pages there, or for less at once."
        )
        {
            Exceeded = exceeded,
        };
    }
}
