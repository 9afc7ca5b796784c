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
        if (values[nameof(Tag.Name)] is not string name || !TextRules.IsStorable(name))
            return;
        var (key, id) = (TagNames.Key(name), current?.Id ?? 0);
        var holder = await call
            .Db.Tags.Where(tag => tag.NameKey == key && tag.Id != id)
            .Select(tag => new { tag.Id, Deleted = tag.DeletedAt != null })
            .SingleOrDefaultAsync(token);
        if (holder is null)
            return;
        const string taken = "Another tag has this name already.";
        await checks.NotUniqueAsync<Tag>(
            InputChecks.Path("name"),
            new(holder.Id),
            taken,
            holder.Deleted ? "A deleted tag has this name." : $"{taken} mergeTags makes one of two.",
            token
        );
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Rgb();
}
