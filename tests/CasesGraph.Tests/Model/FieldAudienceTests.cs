using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Tests.Model;

/// <summary>Who may read which field, as the model says it.</summary>
public sealed class FieldAudienceTests
{
    private static readonly IReadOnlyList<(EntityModel Entity, FieldModel Field)> All =
    [
        .. EntityModel.All.SelectMany(entity => entity.Fields, (entity, field) => (entity, field)),
    ];

    [Fact]
    public void Only_these_fields_are_for_contacts() =>
        AssertSame(Approved.Public, All.Where(one => one.Field.Audience is FieldAudience.Public));

    [Fact]
    public void These_fields_are_personal_data() =>
        AssertSame(Approved.Personal, All.Where(one => one.Field.Audience is FieldAudience.Personal));

    [Fact]
    public void Personal_fields_are_nullable() =>
        Assert.DoesNotContain(All, one => one.Field.Audience is FieldAudience.Personal && IsNonNull(one.Field));

    /// <summary>Other rows are hidden with what they refer to, where that is never null.</summary>
    [Fact]
    public void What_a_row_stays_without_is_nullable() =>
        Assert.DoesNotContain(
            All,
            one =>
                one.Field is ReferenceField reference
                && IsNonNull(reference)
                && EntityRights.Find(one.Entity.Type)?.Through is { } through
                && string.Equals(through, reference.Navigation.Name, StringComparison.Ordinal)
        );

    private static bool IsNonNull(FieldModel field) =>
        field switch
        {
            ValueField value => value is { Required: true, Declared.MayBeHidden: false },
            DerivedField derived => derived.Type.EndsWith('!'),
            _ => false,
        };

    private static void AssertSame(string approved, IEnumerable<(EntityModel Entity, FieldModel Field)> found) =>
        Assert.Equal(
            approved.Trim(),
            string.Join(
                '\n',
                found
                    .GroupBy(one => one.Entity.Name, one => one.Field.Name, StringComparer.Ordinal)
                    .OrderBy(entity => entity.Key, StringComparer.Ordinal)
                    .Select(entity => $"{entity.Key}: {string.Join(' ', entity.Order(StringComparer.Ordinal))}")
            )
        );

    /// <summary>What a new field that reaches customers is seen by in review.</summary>
    private static class Approved
    {
        public const string Public = """
            Account: createdAt name updatedAt version
            Attachment: case contentType createdAt fileName internal size url
            Bug: createdAt fixedIn number resolution status subject type updatedAt version
            Case: account assignedTo attachments bugs changes closedAt contacts createdAt description firstResponseAt followUpOf followUps lastIncomingAt lastMessageAt lastMessageDirection lastOutgoingAt mergedFrom mergedInto messageCount number openedBy priority publicUpdatedAt resolution source state status statusDetail subject type updatedAt updates version viewerCan waitingSince
            CaseChange: case caseId caseNumber changeSet cursor fields kind listEffect occurredAt record recordId type updates version
            CaseContact: role
            CaseUpdate: attachments author case createdAt direction internal sentAt text
            Contact: createdAt displayName firstName fullName lastName updatedAt version
            FieldChange: after afterText before beforeText field label
            StatusDetail: key label
            User: active createdAt displayName fullName updatedAt version
            """;

        public const string Personal = """
            Account: email phone
            Contact: email identities phone
            User: email identities userName
            """;
    }
}
