using System.ComponentModel;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

[Description("Something that a case refers to and its copy does not.")]
public sealed record LeftOutValue(
    [property: Description("The field, or CONTACTS and BUGS for one linked object each.")] CaseField Field,
    [property: Description("The object that is left out.")]
    [property: AnyOf(typeof(Account), typeof(Bug), typeof(Contact), typeof(User), typeof(StatusDetail), typeof(Team))]
        IRef Target,
    [property: Description("Why it is left out, for people.")] string Reason
);

/// <summary>What a copy has from its source: all but what nothing new may refer to, which is told.</summary>
/// <param name="Values">The source's, and those given instead.</param>
internal sealed record CopiedCase(
    EntityValues<Case> Values,
    IReadOnlyList<ICasePartRow> Parts,
    IReadOnlyList<LeftOutValue> LeftOut
)
{
    /// <summary>The id in another system is one case's alone.</summary>
    private static readonly ValueField[] Copied =
    [
        .. EntityModel
            .Of<Case>()
            .EditableFields(EditableIn.Create)
            .Where(field => field.Property.Name is not nameof(Case.ExternalReference)),
    ];

    /// <summary>Reads what is copied.</summary>
    /// <param name="given">Values that were checked by themselves.</param>
    public static async Task<CopiedCase> LoadAsync(
        Case source,
        EntityValues<Case> given,
        DuplicateCaseInput input,
        Call call,
        CancellationToken token
    )
    {
        var values = Copied
            .Where(field => !given.Has(field.Property.Name))
            .ToDictionary(field => field, field => field.Property.GetValue(source));
        var copied = input.Parts.Of<CasePartCopyInput>().ToList();
        var links = new List<(LinkPart Part, ICaseLink Link)>();
        foreach (var part in CaseParts.Links.Where(IsCopied))
            links.AddRange((await LinksAsync(part, source, call, token)).Select(link => (part, link)));
        var items = new List<ICasePartRow>();
        foreach (var part in CaseParts.Items.Where(IsCopied))
            items.AddRange(await part.CopyAsync(source, call, token));
        var all = values
            .Where(one => one.Key is ReferenceField && one.Value is not null)
            .Select(one => new Copy(
                new CaseField(one.Key.LogName),
                Reference(((ReferenceField)one.Key).Target, (long)one.Value!)
            ))
            .Concat(links.Select(LinkCopy))
            .ToList();
        await call.Linked.LoadAsync(all.Select(one => (one.To.Entity, one.To.Key)), token);
        var leftOut = all.Where(one => call.Linked.Find(one.To.Entity, one.To.Key) is not { Usable: true }).ToHashSet();
        foreach (var field in values.Keys.Where(field => leftOut.Any(one => Is(field, one.Field))).ToList())
            values.Remove(field);
        foreach (var (field, value) in given.Given)
            values[field] = value;
        var made = new EntityValues<Case>(values).WithTeam(call);
        var stranger = await StrangerAsync(made, call, token);
        return new CopiedCase(
            stranger is null ? made : made.Without(nameof(Case.AssignedToId)),
            [.. links.Where(one => !leftOut.Contains(LinkCopy(one))).Select(one => one.Link), .. items],
            [
                .. all.Where(leftOut.Contains)
                    .Where(one => call.Linked.Find(one.To.Entity, one.To.Key) is { Seen: true })
                    // A deleted tag is on no case that anybody sees.
                    .Where(one => EntityModel.Of(one.To.Entity).Declared is not { HiddenInLinks: true, InUse: null })
                    .Select(one => Told(one, call)),
                .. stranger is null ? (LeftOutValue[])[] : [stranger],
            ]
        );

        bool IsCopied(CasePart part) => copied.Exists(input => input.Copies(part));
    }

    /// <summary>The assignee, if they are no member of the copy's team: they have left it, or it is another one.</summary>
    private static async Task<LeftOutValue?> StrangerAsync(EntityValues<Case> made, Call call, CancellationToken token)
    {
        var team = (long)made[nameof(Case.TeamId)]!;
        await call.Linked.LoadAsync([(typeof(Team), team)], token);
        if (made[nameof(Case.AssignedToId)] is not long user || await call.Db.IsMemberAsync(user, team, token))
            return null;
        var name = call.Linked.Find(typeof(User), user)!.Text;
        return new LeftOutValue(new CaseField("ASSIGNED_TO"), new Ref<User>(user), AssigneeChecks.Stranger(name));
    }

    private static Copy LinkCopy((LinkPart Part, ICaseLink Link) one) =>
        new(one.Part.Field, Reference(one.Part.Target, one.Link.Key));

    private static bool Is(ValueField field, CaseField name) => new CaseField(field.LogName) == name;

    private static LeftOutValue Told(Copy copy, Call call)
    {
        var text = call.Linked.Find(copy.To.Entity, copy.To.Key)?.Text;
        var why = EntityModel.Of(copy.To.Entity).Declared.InUse is not null ? "is not active" : "is deleted";
        return new LeftOutValue(copy.Field, copy.To, $"{copy.Field.Label}: {text} {why}.");
    }

    private static IRef Reference(Type target, long key) =>
        (IRef)Activator.CreateInstance(typeof(Ref<>).MakeGenericType(target), key)!;

    private static async Task<IEnumerable<ICaseLink>> LinksAsync(
        LinkPart part,
        Case source,
        Call call,
        CancellationToken token
    )
    {
        var rows = await part.Rows(call.Db)
            .Where(link => link.CaseNumber == source.Number)
            .OrderBy(link => link.Key)
            .ToListAsync(token);
        return rows.Select(link => part.New(link.Key, link.Role));
    }

    private sealed record Copy(CaseField Field, IRef To);
}
