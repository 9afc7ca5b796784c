namespace CasesGraph.Bench.Screens;

/// <summary>What a screen costs a caller.</summary>
/// <param name="Cpu">Milliseconds of a request, the database's included.</param>
/// <param name="P50">Milliseconds until the answer is there.</param>
/// <param name="Statements">Of SQL, a request.</param>
internal sealed record ScreenFigure(double Cpu, double P50, double Statements);

/// <summary>What all screens cost at one size of the base.</summary>
/// <param name="Ceilings">CPU milliseconds of those that have a statement by hand.</param>
/// <param name="Resident">Megabytes of the server after all of them.</param>
internal sealed record ScreensOfSize(
    int Cases,
    double Resident,
    IReadOnlyDictionary<(Screen Screen, string Caller), ScreenFigure> Figures,
    IReadOnlyDictionary<Screen, double> Ceilings
);
