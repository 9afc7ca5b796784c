using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;

namespace CasesGraph.Redaction;

/// <summary>What a case is told in: each of its audited texts but the id in another system.</summary>
public readonly record struct RedactableField(string Name) : INameOf<RedactableField>
{
    public static string About => "A text of a case that something can be taken out of.";

    public static IReadOnlyList<(RedactableField Name, string Description)> All =>
        [.. Texts.Select(text => (new RedactableField(text.LogName), text.Description))];

    public static RedactableField Of(string name) => new(name);

    internal CaseField Logged => new(Name);

    internal ScalarField Field => (ScalarField)AuditedFields.Find(Logged)!;

    private static IEnumerable<ScalarField> Texts =>
        AuditedFields
            .All.OfType<ScalarField>()
            .Where(text => text.IsText && !text.Property.IsDefined(typeof(UniqueAttribute), inherit: false));
}
