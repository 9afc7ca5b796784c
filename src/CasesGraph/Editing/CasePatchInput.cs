using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("New values for many cases; a field that is not given stays as it is, null clears it.")]
public sealed record CasePatchInput(
    [property: FieldsOf(EditableIn.MassUpdate)] EntityValues<Case> Values,
    InputExtensions Parts
);

/// <summary>What can be wrong with a patch, whatever the cases.</summary>
internal static class CasePatchChecks
{
    private const string Set = "set";

    public static async Task RunAsync(
        CasePatchInput patch,
        HeldReferences held,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        checks.Changes(patch.Values, Set);
        var references = new ReferenceChecks(call, checks);
        foreach (var (field, value) in patch.Values.Given)
        {
            if (field is ReferenceField reference && value is long key)
                references.Add(InputChecks.Path(Set, field.InputName), reference.Target, key, held.Of(reference, key));
        }
        foreach (var part in CaseLinks.Given(patch.Parts))
            part.Check(checks, references, held, Set);
        await references.RunAsync(token);
    }
}
