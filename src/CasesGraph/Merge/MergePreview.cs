using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Merge;

/// <summary>What the cases of a merge hold before it.</summary>
internal static class MergePreview
{
    public static async Task<IReadOnlyList<MergeField>> FieldsAsync(
        CheckedMerge merge,
        Call call,
        CancellationToken token
    )
    {
        Case[] cases = [merge.Primary, .. merge.Duplicates];
        var differing = AuditedFields
            .All.Where(field => field.Declared.Editable is not EditableIn.None)
            .Where(field => cases.Select(c => field.Property.GetValue(c)).Distinct().Skip(1).Any())
            .ToList();
        await call.Linked.LoadAsync(differing.OfType<ReferenceField>().SelectMany(Referred), token);
        return differing.ConvertAll(field => new MergeField(
            new CaseField(field.LogName),
            field.Label,
            [.. cases.Select(c => Value(field, c))],
            new(merge.Choices.GetValueOrDefault(field, merge.Primary).Number)
        ));

        IEnumerable<(Type, long)> Referred(ReferenceField field) =>
            cases.Select(c => field.Property.GetValue(c)).OfType<long>().Select(key => (field.Target, key));

        MergeFieldValue Value(ValueField field, Case of)
        {
            if (
                field is ReferenceField { Target: var target }
                && field.Property.GetValue(of) is long key
                && call.Linked.Find(target, key) is { Seen: false }
            )
                return new MergeFieldValue(new(of.Number), Value: null, Text: null);
            var (value, text) = AuditedFields.Written(field, field.Property.GetValue(of), call.Linked);
            return new MergeFieldValue(new(of.Number), value, text ?? value);
        }
    }
}
