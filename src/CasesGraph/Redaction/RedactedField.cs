using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>
/// Takes text out of a field of a case: of its value, of all that the log has of it, and of cases that a merge gave the
/// same text, or that gave it.
/// </summary>
/// <param name="present">What the field has; null for nothing.</param>
internal sealed class RedactedField(CasesDb db, RedactableField field, RedactedPart part, string? present)
{
    /// <summary>All texts that the case has lost, as they were.</summary>
    private readonly HashSet<string> lost = new(StringComparer.Ordinal);
    private readonly List<long> touched = [];

    /// <summary>Cases that have lost something, the given one first.</summary>
    public IReadOnlyList<long> Touched => touched;

    /// <summary>Whoever calls saves.</summary>
    public async Task RunAsync(long number, ChangeLogWriter log, CancellationToken token)
    {
        var relatives = await MergeRelatives.FindAsync(number, db, token);
        if (await LoggedTexts.RewriteAsync(Logged(number), Own, db, token) || !Same(present, Own(present)))
            touched.Add(number);
        foreach (var other in relatives.Where(other => other != number))
        {
            var value = await ValueAsync(other, token);
            if (await LoggedTexts.RewriteAsync(Logged(other), Others, db, token) || !Same(value, Others(value)))
                touched.Add(other);
        }
        foreach (var one in touched)
        {
            if (LoggedNames.OfCases.IsNamedBy(field.Field))
                await LoggedNames.OfCases.RewriteAsync(one, relatives, one == number ? Own : Others, db, token);
        }
        foreach (var one in touched)
            await TellAsync(one, one == number ? Own : Others, log, token);
    }

    /// <summary>
    /// Cases that duplicateCase made with a text that is lost here, or that follow up with such a subject: the first of
    /// them.
    /// </summary>
    public async Task<List<long>> CopiesAsync(int most, CancellationToken token)
    {
        var name = field.Logged;
        string[] texts = [.. lost.Where(text => Others(text) is var left && !Same(left, text))];
        var known = touched.ToList();
        var copies = await db
            .ChangeSets.Where(set => set.Action == ChangeAction.Duplicate)
            .Join(db.CaseChanges, set => set.Id, change => change.ChangeSetId, (set, change) => change)
            .SelectMany(change => change.Fields)
            .Where(row => row.Field == name && texts.Contains(row.After!))
            .Select(row => row.Change.CaseNumber!.Value)
            .Where(number => !known.Contains(number))
            .Order()
            .Take(most)
            .ToListAsync(token);
        if (field.Field.Property.Name is not nameof(Case.Subject))
            return copies;
        var followUps = await db
            .Cases.Where(c => c.FollowUpOfNumber != null && known.Contains(c.FollowUpOfNumber.Value))
            .Where(c => texts.Contains(c.Subject) && !known.Contains(c.Number))
            .Select(c => c.Number)
            .ToListAsync(token);
        return [.. copies.Union(followUps).Order().Take(most)];
    }

    private async Task TellAsync(
        long number,
        Func<string?, string?> redact,
        ChangeLogWriter log,
        CancellationToken token
    )
    {
        if (await db.RowAsync<Case>(number, token) is not { } @case)
            return;
        var property = field.Field.Property;
        property.SetValue(@case, redact((string?)property.GetValue(@case)));
        log.TellRedacted(@case, field.Field);
    }

    private async Task<string?> ValueAsync(long number, CancellationToken token) =>
        await db.RowAsync<Case>(number, token) is { } @case ? (string?)field.Field.Property.GetValue(@case) : null;

    private IQueryable<FieldChange> Logged(long number)
    {
        var name = field.Logged;
        return db.FieldChanges.Where(row => row.Change.CaseNumber == number && row.Field == name);
    }

    private string? Own(string? text)
    {
        if (text is null)
            return null;
        lost.Add(text);
        return Same(text, present) ? part.Of(text) : Blackening.Whole(text);
    }

    /// <summary>What is not known from the case itself stays.</summary>
    private string? Others(string? text) =>
        text is null || !lost.Contains(text) ? text
        : Same(text, present) ? part.Of(text)
        : part.IsFoundIn(text, present ?? "") ? Blackening.Whole(text)
        : text;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
