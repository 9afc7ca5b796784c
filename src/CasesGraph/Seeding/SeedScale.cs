namespace CasesGraph.Seeding;

/// <summary>How many of everything stand around a number of cases.</summary>
internal sealed record SeedScale(int Cases)
{
    public int Users => Cases == 0 ? 1 : Math.Clamp(Cases / 2000, 8, 200);
    public int Accounts => Cases == 0 ? 0 : Math.Max(25, Cases / 20);
    public int Contacts => Cases == 0 ? 0 : Math.Max(60, Cases / 5);
    public int Bugs => Cases == 0 ? 0 : Math.Max(12, Cases / 100);
}
