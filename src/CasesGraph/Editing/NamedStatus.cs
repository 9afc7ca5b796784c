using System.Text;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>The status of one's own that an input names by its key.</summary>
internal static class NamedStatus
{
    private static readonly ValueField Status = Field(nameof(Case.Status));
    private static readonly ValueField Detail = Field(nameof(Case.StatusDetailId));

    private static readonly Statement ByKey = Lookup.ByText(
        EntityModel.Of<StatusDetail>(),
        nameof(StatusDetail.Key),
        (nameof(StatusDetail.Id), StoredAs.Number),
        (nameof(StatusDetail.Status), StoredAs.Number),
        (nameof(StatusDetail.Label), StoredAs.Text)
    );

    /// <summary>The values with the reference in place of the key, and with the status that it belongs to.</summary>
    /// <param name="below">The part of the input that holds the values.</param>
    public static async Task<EntityValues<Case>> ReadAsync(
        EntityValues<Case> values,
        Call call,
        InputChecks checks,
        CancellationToken token,
        params string[] below
    )
    {
        if (values[Detail.Property.Name] is not string key)
            return values;
        var found = await FindAsync(key, call, token);
        var path = InputChecks.Path([.. below, Detail.InputName]);
        if (found is null)
            checks.Add(path, ValidationCode.InvalidValue, $"There is no status detail {Quotation.Of(key)}.");
        else if (values[Status.Property.Name] is CaseStatus other && other != found.Status)
            checks.Add(
                path,
                ValidationCode.Conflict,
                $"{found.Label} belongs to the status {Naming.UpperSnake(found.Status.ToString())}."
            );
        var read = values.Given.ToDictionary();
        read[Detail] = found?.Id;
        if (found is not null)
            read[Status] = found.Status;
        // In the order of the entity's fields, as inputs are read.
        return new(
            EntityModel
                .Of<Case>()
                .ValueFields.Where(read.ContainsKey)
                .ToDictionary(field => field, field => read[field])
        );
    }

    private static async Task<Known?> FindAsync(string key, Call call, CancellationToken token)
    {
        if (
            await TextLookup.FindAsync(ByKey, key, call, token) is not { } found
            || !await call.Db.SeesAsync<StatusDetail>(found[0, 0].Number, token)
        )
            return null;
        var label = Encoding.UTF8.GetString(found[0, 2].Text);
        return new(found[0, 0].Number, (CaseStatus)found[0, 1].Number, label);
    }

    private static ValueField Field(string property) =>
        EntityModel
            .Of<Case>()
            .ValueFields.Single(field => string.Equals(field.Property.Name, property, StringComparison.Ordinal));

    private sealed record Known(long Id, CaseStatus Status, string Label);
}
