using CasesGraph.Cases;
using CasesGraph.Data;

namespace CasesGraph.ChangeLog;

/// <summary>One link of a case is PRIMARY at any time, also between two statements of a transaction.</summary>
internal static class PrimaryLinks
{
    /// <summary>Takes the role from those who will lose it where another is about to get it.</summary>
    public static async Task MakeRoomAsync(IReadOnlyCollection<TouchedCase> cases, CasesDb db, CancellationToken token)
    {
        foreach (var part in CaseParts.Links.Where(part => part.HasRole))
        {
            var passing = cases
                .Where(touched => HandsOver(part, touched))
                .Select(touched => touched.Case.Number)
                .ToList();
            if (passing.Count > 0)
                await part.MakeRoomAsync(passing, db, token);
        }
    }

    private static bool HandsOver(LinkPart part, TouchedCase touched)
    {
        var links = touched.Parts.Where(change => change.Part == part).ToList();
        return links.Exists(link => link.BeforeRole is ContactRole.Primary)
            && links.Exists(link => link.AfterRole is ContactRole.Primary);
    }
}
