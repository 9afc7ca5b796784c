using System.Text.RegularExpressions;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tags;

internal sealed partial class TagRules : EntityRules<Tag>
{
    protected override async Task CheckAsync(
        EntityValues<Tag> values,
        Tag? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (values[nameof(Tag.Color)] is string color && !Rgb().IsMatch(color))
            checks.Add(
                InputChecks.Path("color"),
                ValidationCode.InvalidValue,
                "Color is # and six hexadecimal digits, such as #1E90FF."
            );
        // Nobody has what cannot be stored, and it has no key.
        if (
            values[nameof(Tag.Name)] is not string name
            || TextRules.Check(name, maxLength: null, longText: false) is not null
        )
            return;
        var (key, id) = (CaseFolding.Key(name), current?.Id ?? 0);
        var holder = await call
            .Db.Tags.Where(tag => tag.NameKey == key && tag.Id != id)
            .Select(tag => new { tag.Id, Deleted = tag.DeletedAt != null })
            .SingleOrDefaultAsync(token);
        if (holder is null)
            return;
        var seen = await call.Db.SeesAsync<Tag>(holder.Id, token);
        var message =
            !seen ? "Another tag has this name already."
            : holder.Deleted ? "A deleted tag has this name."
            : "Another tag has this name already. mergeTags makes one of two.";
        checks.Add(InputChecks.Path("name"), ValidationCode.NotUnique, message, seen ? new Ref<Tag>(holder.Id) : null);
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Rgb();
}
