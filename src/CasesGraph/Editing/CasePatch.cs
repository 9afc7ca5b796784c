using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What a mass update does to each case, in a form that a job can keep: values as they are stored.</summary>
/// <param name="Values">Of fields; one that is not among them stays as it is.</param>
internal sealed record CasePatch(
    IReadOnlyList<PatchedValue> Values,
    IReadOnlyList<PatchedContact> AddContacts,
    IReadOnlyList<long> RemoveContacts,
    IReadOnlyList<long> AddBugs,
    IReadOnlyList<long> RemoveBugs
)
{
    public static CasePatch Of(CasePatchInput input) =>
        Links(input.AddContacts, input.RemoveContactIds, input.AddBugIds, input.RemoveBugIds) with
        {
            Values = [.. input.Values.Given.Select(pair => PatchedValue.Of(pair.Key, pair.Value))],
        };

    /// <summary>Changes links and no field.</summary>
    public static CasePatch Links(
        IReadOnlyList<CaseContactInput>? addContacts = null,
        IReadOnlyList<Ref<Contact>>? removeContacts = null,
        IReadOnlyList<Ref<Bug>>? addBugs = null,
        IReadOnlyList<Ref<Bug>>? removeBugs = null
    ) =>
        new(
            Values: [],
            [.. (addContacts ?? []).Select(contact => new PatchedContact(contact.ContactId.Key, contact.Role))],
            Keys(removeContacts),
            Keys(addBugs),
            Keys(removeBugs)
        );

    private static IReadOnlyList<long> Keys<TEntity>(IReadOnlyList<Ref<TEntity>>? given)
        where TEntity : class => [.. (given ?? []).Select(reference => reference.Key).Distinct()];
}

/// <summary>A value, or null for both where the field is cleared.</summary>
/// <param name="Property">The entity's property.</param>
internal sealed record PatchedValue(string Property, long? Number, string? Text)
{
    public static PatchedValue Of(ValueField field, object? value) =>
        new(
            field.Property.Name,
            value switch
            {
                Enum name => Convert.ToInt64(name, System.Globalization.CultureInfo.InvariantCulture),
                long key => key,
                null or string => null,
                _ => throw new NotSupportedException($"{field.Name} cannot be given to many cases."),
            },
            value as string
        );
}

/// <summary>A contact to link.</summary>
/// <param name="Role">Null leaves the one that a link has.</param>
internal sealed record PatchedContact(long Key, ContactRole? Role);
