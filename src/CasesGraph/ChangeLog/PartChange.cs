using CasesGraph.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>What is about to be done to one row of a part of a case.</summary>
/// <param name="Before">Whether the case had it before.</param>
/// <param name="After">Whether the case has it then.</param>
internal sealed record PartChange(ICasePartRow Row, bool Before, bool After)
{
    public ContactRole? BeforeRole { get; init; }
    public ContactRole? AfterRole { get; init; }

    /// <summary>Whether saving gives it its id.</summary>
    public bool IsNew { get; init; }

    public CasePart Part => CaseParts.Of(Row);

    /// <summary>Whether contacts see it.</summary>
    public bool IsPublic => PublicFields.Has(Row);

    public static PartChange Of(ICaseLink link, EntityEntry entry)
    {
        var (before, after) = (entry.State is not EntityState.Added, entry.State is not EntityState.Deleted);
        var role = link.Role is null ? null : entry.Property(nameof(ICaseLink.Role));
        return new PartChange(link, before, after)
        {
            BeforeRole = before ? (ContactRole?)role?.OriginalValue : null,
            AfterRole = after ? (ContactRole?)role?.CurrentValue : null,
        };
    }
}

/// <summary>A row that refers to the change of the log that added it.</summary>
internal interface IOfChange
{
    long ChangeId { get; set; }
}
