using System.Text;
using CasesGraph.Data;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Running;

namespace CasesGraph.Imports.Starting;

/// <summary>What the values of a column become: what the caller has said of them, and else what is certain.</summary>
internal sealed class ValueAnswers
{
    private readonly ILookup<string, (RowTest? When, ImportValueInput Answer)> given;
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly ValueMapper? mapper;
    private readonly bool isDoubted;

    public ValueAnswers(ImportFieldInput field, TargetField target, IReadOnlyList<ImportColumn> columns)
    {
        given = (field.Values ?? []).ToLookup(
            answer => KeyOf(answer.Value),
            answer => (answer.When is { } when ? new RowTest(when) : null, answer),
            StringComparer.Ordinal
        );
        mapper = ValueMapper.Of(target);
        if (mapper is null)
            return;
        var values = columns.SelectMany(column => column.Values).Select(value => value.Value).ToList();
        foreach (var (value, meaning) in values.Zip(mapper.FindAll(values)))
        {
            if (meaning is { IsCertain: true })
                known[KeyOf(value)] = meaning.Name;
        }
        isDoubted = values.Exists(value =>
            mapper.Find(value) is { IsCertain: true } && !known.ContainsKey(KeyOf(value))
        );
    }

    /// <summary>Indexes of columns that answers depend on, beside the one that has the value.</summary>
    public IEnumerable<int> Tested =>
        given.SelectMany(answers => answers).Select(one => one.When?.Column).OfType<int>();

    /// <summary>As values are compared: without blanks around them, whatever their case and the encoding of accents.</summary>
    public static string KeyOf(string text) => CaseFolding.Key(Trimmed(text));

    /// <summary>Without blanks, marks of width nothing and marks of encoding around it.</summary>
    public static string Trimmed(string text) => text.Trim().Trim('\u200B', '\uFEFF', '\u00A0').Trim();

    /// <summary>What the caller has said of a value in a row; null for nothing.</summary>
    public ImportValueInput? Given(string value, FileRow row) =>
        given[KeyOf(value)].FirstOrDefault(one => one.When?.Holds(row) is not false).Answer;

    /// <summary>Whether the caller has said something of it for every row.</summary>
    public bool IsAnswered(string value) => given[KeyOf(value)].Any(one => one.When is null);

    /// <summary>What is certain of a value; null for nothing.</summary>
    public string? Known(string value) =>
        known.TryGetValue(KeyOf(value), out var name) ? name
        : !isDoubted && mapper?.Find(value.Normalize(NormalizationForm.FormC)) is { IsCertain: true } meaning
            ? meaning.Name
        : null;
}
