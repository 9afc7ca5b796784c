using CasesGraph.Access;

namespace CasesGraph.Cases;

/// <summary>Times and persons that a new case brings along, for it is older than its row; null for what is as of any other.</summary>
internal sealed record CasePast
{
    public DateTime? CreatedAt { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public DateTime? FirstResponseAt { get; init; }
    public Actor? CreatedBy { get; init; }

    public void ApplyTo(Case @case)
    {
        @case.CreatedAt = CreatedAt ?? @case.CreatedAt;
        @case.UpdatedAt = UpdatedAt ?? @case.UpdatedAt;
        @case.PublicUpdatedAt = UpdatedAt ?? @case.PublicUpdatedAt;
        @case.FirstResponseAt = FirstResponseAt ?? @case.FirstResponseAt;
        @case.CreatedBy = CreatedBy ?? @case.CreatedBy;
        if (@case.ClosedAt is not null && ClosedAt is { } closed)
            @case.ClosedAt = @case.LastClosedAt = closed;
    }
}
