using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What a mass update does to each case, in a form that a job can keep: values as they are stored.</summary>
/// <param name="Values">Of fields; one that is not among them stays as it is.</param>
internal sealed record CasePatch(IReadOnlyList<PatchedValue> Values, IReadOnlyList<LinkPatch> Links)
{
    /// <summary>Whether deleted and merged cases are changed too.</summary>
    public bool AnyState { get; init; }

    /// <summary>A case that has another value by now stays as it is; null for all.</summary>
    public PatchedValue? Only { get; init; }

    /// <summary>Whether a case stays as it is whose assignee is a member of its team.</summary>
    public bool OnlyStrangers { get; init; }

    /// <summary>Whether its caller gives the cases to somebody, or to a team; what follows from another write does not.</summary>
    public bool Assigns =>
        this is { AnyState: false, OnlyStrangers: false }
        && Values.Any(value =>
            value.Property is nameof(Case.AssignedToId) || value is { Property: nameof(Case.TeamId), Number: not null }
        );

    /// <summary>Reads an input that nothing is wrong with.</summary>
    public static async Task<CasePatch> OfAsync(CasePatchInput input, bool dryRun, Call call, CancellationToken token)
    {
        var links = await CaseLinks.ReadAsync(CaseLinks.Given(input.Parts), call, dryRun, token);
        return new([.. input.Values.Given.Select(pair => PatchedValue.Of(pair.Key, pair.Value))], links);
    }

    /// <summary>Changes links and no field.</summary>
    public static CasePatch OfLinks(LinkPatch links) => new(Values: [], [links]);
}

/// <summary>A value, or null for both where the field is cleared.</summary>
/// <param name="Property">The entity's property.</param>
internal sealed record PatchedValue(string Property, long? Number, string? Text)
{
    public static PatchedValue Of(ValueField field, object? value)
    {
        var stored = (field, value) switch
        {
            (_, null) => null,
            (ScalarField scalar, _) => scalar.Scalar.ToStored(value),
            _ => value,
        };
        return new(field.Property.Name, stored as long?, stored as string);
    }

    /// <summary>The value as a property of the field's has it.</summary>
    public object? Read(ValueField field) =>
        (field, Number as object ?? Text) switch
        {
            (_, null) => null,
            (ScalarField scalar, var stored) => scalar.Scalar.FromStored(stored),
            (_, var stored) => stored,
        };
}
