namespace CasesGraph.Query;

/// <summary>What reading one level of a plan costs.</summary>
/// <param name="Start">Once.</param>
/// <param name="Parent">For each object that it is below of.</param>
internal sealed record LevelPrice(double Start, double Parent, double Row)
{
    public double Of(double parents, double rows) => Start + (parents * Parent) + (rows * Row);
}

/// <summary>A level with those below it, so that its cost is known from the arguments of its lists alone.</summary>
/// <param name="Path">Response keys from the level above on, with dots between.</param>
/// <param name="RowsAParent">How many rows each parent can have, where no list's argument says it.</param>
internal sealed record Price(string Path, LevelPrice Level, double RowsAParent, int? List, IReadOnlyList<Price> Below)
{
    /// <summary>Of what its parents' price has in it.</summary>
    public static Price Nothing { get; } = new("", new LevelPrice(0, 0, 0), RowsAParent: 0, List: null, []);

    /// <summary>Whether each row has only one of the levels below, which may be the dearest.</summary>
    public bool IsOneOf { get; init; }

    public double Of(double parents, RequestValues values)
    {
        var rows = Rows(parents, values);
        var points = Own(parents, rows, values);
        foreach (var level in Among(rows, values))
            points += level.Of(rows, values);
        return points;
    }

    /// <summary>Each level by itself, with the path to it.</summary>
    public IEnumerable<(string Path, double Points)> Levels(string path, double parents, RequestValues values)
    {
        var own = Join(path, Path);
        var rows = Rows(parents, values);
        return Among(rows, values)
            .SelectMany(level => level.Levels(own, rows, values))
            .Prepend((own, Own(parents, rows, values)));
    }

    public static string Join(string path, string below) =>
        path.Length == 0 ? below
        : below.Length == 0 ? path
        : $"{path}.{below}";

    private IEnumerable<Price> Among(double rows, RequestValues values) =>
        IsOneOf ? Below.OrderByDescending(level => level.Of(rows, values)).Take(1) : Below;

    private double Rows(double parents, RequestValues values) =>
        parents * (List is { } list ? values.List(list).Size : RowsAParent);

    private double Own(double parents, double rows, RequestValues values) =>
        Level.Of(parents, rows) + (List is { } list ? values.List(list).ConditionPoints : 0);
}
