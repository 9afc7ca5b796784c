using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Description("One mistake in the values of an input.")]
public sealed record ValidationIssue(
    [property: Description("What is wrong, for people.")] string Message,
    [property: Description("Path of the input field, e.g. [\"input\", \"subject\"].")] IReadOnlyList<string> Field,
    [property: Description("What is wrong, for programs.")] ValidationCode Code,
    [property: Description("The object that has the value already, deleted or not; null for other mistakes.")]
    [property: AnyOf]
        IRef? Existing = null,
    [property: Description("The objects that fit, where one is to be named; at most 10, null for other mistakes.")]
    [property: AnyOf]
        IReadOnlyList<IRef>? Candidates = null
);

[Description("Values of the input that cannot be taken; nothing was written.")]
public sealed record ValidationError(
    [property: Description("Every mistake of the input at once.")] IReadOnlyList<ValidationIssue> Issues
) : UserError(Issues.Count == 1 ? Issues[0].Message : $"{Issues.Count} values of the input cannot be taken.");

/// <summary>Collects all mistakes of one input, so that the caller gets them at once.</summary>
public sealed class ValidationIssues
{
    private readonly List<ValidationIssue> issues = [];

    public bool Any => issues.Count > 0;

    public IReadOnlyList<ValidationIssue> All => issues;

    public void Add(IReadOnlyList<string> field, ValidationCode code, string message, IRef? existing = null) =>
        Add(new ValidationIssue(message, field, code, existing));

    public void Add(ValidationIssue issue) => issues.Add(issue);

    /// <summary>The same mistakes, for a run of its own.</summary>
    public ValidationIssues Copy()
    {
        var copy = new ValidationIssues();
        copy.issues.AddRange(issues);
        return copy;
    }

    public ValidationError ToError() => new([.. issues]);
}
