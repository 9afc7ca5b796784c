using CasesGraph.Cases;
using CsCheck;
using static CasesGraph.Cases.CaseStatus;

namespace CasesGraph.Tests.Cases;

public sealed class CaseRulesTests
{
    private static readonly DateTime Earlier = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Now = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    private const long Own = 9;
    private static readonly StatusDefaults Defaults = new(
        new Dictionary<CaseStatus, long> { [Assigned] = 1, [Closed] = 2 }
    );

    [Theory]
    [InlineData(null, null, New)]
    [InlineData(1L, null, Assigned)]
    [InlineData(1L, New, New)]
    [InlineData(null, Assigned, Assigned)]
    [InlineData(1L, Rejected, Rejected)]
    public void A_new_case_is_new_or_assigned_unless_a_status_is_given(
        long? assignee,
        CaseStatus? given,
        CaseStatus expected
    )
    {
        var @case = NewCase(given ?? default, assignee);

        CaseRules.Create(@case, given is not null, detailOf: null, Defaults, Now);

        Assert.Equal((expected, CaseRules.IsClosed(expected) ? Now : null), (@case.Status, @case.ClosedAt));
        Assert.Equal(Defaults[expected], @case.StatusDetailId);
    }

    [Theory]
    [InlineData(New, null, 1L, null, Assigned)]
    [InlineData(New, 1L, 2L, null, Assigned)]
    [InlineData(New, null, 1L, New, New)]
    [InlineData(New, null, 1L, PendingInput, PendingInput)]
    [InlineData(New, 1L, 1L, null, New)]
    [InlineData(Assigned, 1L, null, null, Assigned)]
    [InlineData(PendingInput, null, 1L, null, PendingInput)]
    [InlineData(Closed, null, 1L, null, Closed)]
    public void Assigning_takes_a_case_out_of_new_unless_a_status_is_given(
        CaseStatus status,
        long? assignee,
        long? newAssignee,
        CaseStatus? given,
        CaseStatus expected
    )
    {
        var before = new CaseMoment(status, assignee);
        var @case = NewCase(given ?? status, newAssignee);

        CaseRules.Edit(@case, before, new GivenStatus(given is not null, Detail: false), Defaults, Now);

        Assert.Equal((expected, DetailOf(status, expected)), (@case.Status, @case.StatusDetailId));
    }

    [Theory]
    [InlineData(New, null, New)]
    [InlineData(Assigned, null, Assigned)]
    [InlineData(PendingInput, null, New)]
    [InlineData(PendingInput, 1L, Assigned)]
    [InlineData(Closed, 1L, Assigned)]
    [InlineData(Rejected, null, New)]
    [InlineData(Duplicate, 1L, Assigned)]
    public void A_customers_message_wakes_a_case(CaseStatus status, long? assignee, CaseStatus expected)
    {
        var @case = NewCase(status, assignee);

        CaseRules.ReceiveMessage(@case, Defaults, Now);

        Assert.Equal((expected, null), (@case.Status, @case.ClosedAt));
        Assert.Equal(DetailOf(status, expected), @case.StatusDetailId);
    }

    [Fact]
    public void Only_the_first_message_to_the_customer_is_the_first_response()
    {
        var @case = NewCase(New, assignee: null);
        CaseRules.SendMessage(@case, Earlier);
        CaseRules.SendMessage(@case, Now);
        Assert.Equal(Earlier, @case.FirstResponseAt);
    }

    [Fact]
    public void A_case_has_been_closed_since_it_last_entered_a_closed_status() =>
        Gen.Enum<CaseStatus>()
            .Array[1, 20]
            .Sample(statuses =>
            {
                var @case = NewCase(statuses[0], assignee: null);
                CaseRules.Create(@case, statusGiven: true, detailOf: null, Defaults, Earlier);
                for (var i = 1; i < statuses.Length; i++)
                {
                    var before = CaseMoment.Of(@case);
                    @case.Status = statuses[i];
                    CaseRules.Edit(
                        @case,
                        before,
                        new GivenStatus(Status: true, Detail: false),
                        Defaults,
                        Earlier.AddDays(i)
                    );
                }
                var lastOpen = Array.FindLastIndex(statuses, status => !CaseRules.IsClosed(status));
                DateTime? expected = lastOpen == statuses.Length - 1 ? null : Earlier.AddDays(lastOpen + 1);
                Assert.Equal(expected, @case.ClosedAt);
            });

    /// <summary>The same status keeps what it has.</summary>
    private static long? DetailOf(CaseStatus before, CaseStatus after) => before == after ? Own : Defaults[after];

    private static Case NewCase(CaseStatus status, long? assignee) =>
        new()
        {
            Subject = "Any",
            Status = status,
            StatusDetailId = Own,
            AssignedToId = assignee,
            ClosedAt = CaseRules.IsClosed(status) ? Earlier : null,
        };
}
