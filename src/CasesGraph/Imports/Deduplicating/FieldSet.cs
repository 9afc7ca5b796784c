using CasesGraph.Imports.Running;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>Fields that a row has to agree in, all of them, to be a duplicate.</summary>
internal sealed class FieldSet
{
    private const char Between = '\u0001';

    private FieldSet(IReadOnlyList<string> names, ImportPlan plan)
    {
        Fields = [.. names.Select(name => ComparedField.Of(name, plan.Targets.Entity)!)];
        Planned = plan.Of(Fields[0].Owner).First();
        Named = string.Join(", ", Fields.Select(field => field.Owner));
    }

    public IReadOnlyList<ComparedField> Fields { get; }

    /// <summary>The field that duplicates are told of.</summary>
    public PlannedField Planned { get; }

    /// <summary>The fields, for people.</summary>
    public string Named { get; }

    public static IReadOnlyList<FieldSet> Of(ImportPlan plan) =>
        [.. (plan.Order.DuplicateCheck?.By ?? []).Select(names => new FieldSet(names, plan))];

    /// <summary>All that a row has of them, as rows are compared; null where something is missing.</summary>
    public string? InFile(GivenRow row) => Joined(field => field.InFile(row));

    /// <summary>The same as the base would have it.</summary>
    public string? InBase(GivenRow row) =>
        Joined(field => field.InBase(row) is { } value ? ComparedField.Text(value) : null);

    /// <summary>What a record has of them, in their order.</summary>
    public string? Of(ReadOnlySpan<object?> values)
    {
        var texts = new string[values.Length];
        for (var at = 0; at < texts.Length; at++)
        {
            if (values[at] is not { } value)
                return null;
            texts[at] = ComparedField.Text(value);
        }
        return string.Join(Between, texts);
    }

    private string? Joined(Func<ComparedField, string?> text)
    {
        var texts = Fields.Select(text).OfType<string>().ToList();
        return texts.Count == Fields.Count ? string.Join(Between, texts) : null;
    }
}
