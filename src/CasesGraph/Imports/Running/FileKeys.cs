using System.Text;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Running;

/// <summary>Keys that rows have had, by hashes of 64 bits: of two rows with one key the later is rejected.</summary>
internal sealed class FileKeys(ImportPlan plan)
{
    private static readonly string[] Unique = ["number", "externalReference", "userName"];

    private readonly Dictionary<string, FirstRows> rows = plan
        .Fields.Where(field => Unique.Contains(field.Name, StringComparer.Ordinal) && !IsDeduplicated(field, plan))
        .ToDictionary(field => field.Name, _ => new FirstRows(), StringComparer.Ordinal);

    private readonly FirstRows matched = new();
    private readonly FirstRows messages = new();

    /// <summary>Notes the keys of a row, and what is wrong with them.</summary>
    public void Take(GivenRow given)
    {
        TakeMessages(given);
        if (given is { Key: { } key, IsSkipped: false })
            Take(matched, key.Field, key.Text, key.Shown, given);
        foreach (var (name, taken) in rows)
        {
            if (
                !given.IsSkipped
                && plan.Find(name) is { } field
                && given.Of(name) is { } value
                && given.Key?.Field != field
            )
            {
                var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
                Take(taken, field, name is "userName" ? Data.CaseFolding.Key(text) : text, text, given);
            }
        }
    }

    /// <summary>Ids that messages of lists have in another system.</summary>
    private void TakeMessages(GivenRow given)
    {
        foreach (var message in given.Messages.Where(one => one.Field.Target.IsConversation))
        {
            if (message.ExternalReference is { } reference)
                Take(messages, message.Field, reference, reference, given);
        }
    }

    /// <summary>Whether the later of two rows is a duplicate of the first rather than a mistake.</summary>
    private static bool IsDeduplicated(PlannedField field, ImportPlan plan) =>
        plan.Order.DuplicateCheck is { Policy: not DuplicatePolicy.Create, By: { } sets }
        && sets.Any(set => set is [var only] && only.Equals(field.Name, StringComparison.Ordinal));

    private static void Take(FirstRows taken, PlannedField field, string key, string shown, GivenRow given)
    {
        if (taken.Take(KeySet.Hash(Encoding.UTF8.GetBytes(key)), given.Row.Row) is not { } other)
            return;
        given.Reject(
            new RowReason(field, Model.ValidationCode.Conflict, $"{field.Name} {shown} stands in row {other} already.")
            {
                OtherRow = other,
            }
        );
    }
}
