namespace CasesGraph.Query;

/// <summary>Adds up what was read, by the same weights as what is asked for.</summary>
internal sealed class ReadTally
{
    public double Points { get; private set; }

    public void Add(double points) => Points += points;
}
