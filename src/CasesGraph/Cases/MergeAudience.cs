using System.ComponentModel;
using CasesGraph.Contacts;
using CasesGraph.Operations;

namespace CasesGraph.Cases;

[Description("A contact who comes to belong to cases of others by a merge.")]
public sealed record MergeAudience(
    [property: Description("Who comes to belong to them.")] Ref<Contact> Contact,
    [property: Description(
        "How many messages there are in what the contact does not belong to before, deleted cases included; notes do not count."
    )]
        int Messages
)
{
    /// <summary>So many are told of one by one.</summary>
    internal const int Most = 100;

    /// <summary>Those with most messages first; who comes to see nothing new is left out.</summary>
    /// <param name="own">Where each contact belongs to before: a case, or an account that stands for its cases.</param>
    /// <param name="messages">How many messages there are, by the same.</param>
    internal static IReadOnlyList<MergeAudience> Of(
        IEnumerable<(long Contact, long Place)> own,
        IReadOnlyDictionary<long, int> messages
    )
    {
        var all = messages.Values.Sum();
        return
        [
            .. own.Distinct()
                .GroupBy(
                    one => one.Contact,
                    (contact, places) =>
                        new MergeAudience(new(contact), all - places.Sum(one => messages.GetValueOrDefault(one.Place)))
                )
                .Where(one => one.Messages > 0)
                .OrderByDescending(one => one.Messages)
                .ThenBy(one => one.Contact.Key),
        ];
    }
}
