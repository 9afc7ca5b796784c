using System.Text;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>The statuses of one's own that inputs name by their keys.</summary>
internal sealed class NamedStatus
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

    private readonly Dictionary<string, Known> byKey;

    private NamedStatus(Dictionary<string, Known> byKey) => this.byKey = byKey;

    /// <summary>Those that some values name, in one trip.</summary>
    public static async Task<NamedStatus> LoadAsync(
        IEnumerable<EntityValues<Case>> all,
        Call call,
        CancellationToken token
    )
    {
        var keys = all.Select(KeyOf).OfType<string>();
        var found = await TextLookup.FindAllAsync(ByKey, keys, call, token);
        var seen = await call.Db.SeenAsync(
            typeof(StatusDetail),
            [.. found.Values.Select(row => row[0, 0].Number)],
            token
        );
        return new(
            found
                .Where(one => seen.Contains(one.Value[0, 0].Number))
                .ToDictionary(one => one.Key, one => Read(one.Value), StringComparer.Ordinal)
        );
    }

    /// <summary>The values with the reference in place of the key, and with the status that it belongs to.</summary>
    /// <param name="below">The part of the input that holds the values.</param>
    public static async Task<EntityValues<Case>> ReadAsync(
        EntityValues<Case> values,
        Call call,
        InputChecks checks,
        CancellationToken token,
        params string[] below
    ) => (await LoadAsync([values], call, token)).Read(values, checks, below);

    /// <summary>The same where what they name was loaded.</summary>
    public EntityValues<Case> Read(EntityValues<Case> values, InputChecks checks, params string[] below)
    {
        if (KeyOf(values) is not { } key)
            return values;
        var found = byKey.GetValueOrDefault(key);
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

    private static string? KeyOf(EntityValues<Case> values) => values[Detail.Property.Name] as string;

    private static Known Read(RowSet row) =>
        new(row[0, 0].Number, (CaseStatus)row[0, 1].Number, Encoding.UTF8.GetString(row[0, 2].Text));

    private static ValueField Field(string property) =>
        EntityModel
            .Of<Case>()
            .ValueFields.Single(field => string.Equals(field.Property.Name, property, StringComparison.Ordinal));

    private sealed record Known(long Id, CaseStatus Status, string Label);
}
