using System.Globalization;
using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>
/// Mistakes of an input with a list of things that are written one by one: each is checked as if it were the whole input,
/// and its mistakes are told at its place.
/// </summary>
internal sealed class MistakesByItem
{
    private readonly Dictionary<int, List<ValidationIssue>> byItem = [];
    private readonly string list;
    private readonly Call call;

    public MistakesByItem(string list, Call call)
    {
        (this.list, this.call) = (list, call);
        var rest = new ValidationIssues();
        foreach (var issue in call.Issues.All)
        {
            if (ItemOf(issue.Field) is { } index)
                Note(index, issue);
            else
                rest.Add(issue);
        }
        var unnamed = call.Unnamed.ToLookup(error =>
            error is RelatedObjectNotFoundError one ? ItemOf(one.Field) : null
        );
        foreach (var of in unnamed.Where(of => of.Key is not null))
        {
            foreach (var error in of)
                Note(of.Key!.Value, AsIssue((RelatedObjectNotFoundError)error));
        }
        Call = call with { Issues = rest, Unnamed = [.. unnamed[null]] };
    }

    /// <summary>With the mistakes that were met beside the things.</summary>
    public Call Call { get; }

    /// <summary>How many things have mistakes.</summary>
    public int Count => byItem.Count;

    /// <summary>Without any mistake yet.</summary>
    public Call NewCall() => call with { Issues = new ValidationIssues(), Unnamed = [] };

    public IReadOnlyList<ValidationIssue> Of(int index) => byItem.GetValueOrDefault(index) ?? [];

    /// <summary>Adds what was found wrong with one, as if it were the whole input.</summary>
    public void Add(int index, IEnumerable<UserError> errors)
    {
        foreach (var error in errors)
        {
            switch (error)
            {
                case ValidationError mistakes:
                    foreach (var issue in mistakes.Issues)
                        Note(
                            index,
                            (
                                (ValidationError)Told(new ValidationError([issue with { Field = At(issue.Field) }]))
                            ).Issues[0]
                        );
                    break;
                case RelatedObjectNotFoundError missing:
                    Note(index, AsIssue((RelatedObjectNotFoundError)Told(missing with { Field = At(missing.Field) })));
                    break;
                default:
                    Note(
                        index,
                        new ValidationIssue(
                            error.Message,
                            InputChecks.Path(list, Number(index)),
                            ValidationCode.InvalidValue
                        )
                    );
                    break;
            }
        }

        UserError Told(UserError error) => call.InItsPlace(error);

        IReadOnlyList<string> At(IReadOnlyList<string> field) =>
            InputChecks.Path([list, Number(index), .. field.Skip(1)]);
    }

    private void Note(int index, ValidationIssue issue)
    {
        if (!byItem.TryGetValue(index, out var known))
            byItem.Add(index, known = []);
        known.Add(issue);
    }

    private static ValidationIssue AsIssue(RelatedObjectNotFoundError missing) =>
        new(missing.Message, missing.Field, ValidationCode.InvalidId);

    private int? ItemOf(IReadOnlyList<string> field) =>
        field.Count > 2
        && string.Equals(field[1], list, StringComparison.Ordinal)
        && int.TryParse(field[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private static string Number(int index) => InputChecks.Item(index);
}
