using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Exports;

[Description("A list of a case that a file of cases can have: a cell, or in JSON Lines a list, of objects.")]
public enum ExportPart
{
    [Description("The conversation, oldest first.")]
    Updates,

    [Description("Contacts that are linked to it, each with its role.")]
    Contacts,

    [Description("Bugs that are linked to it.")]
    Bugs,

    [Description("What is known of its files; not their content.")]
    Attachments,

    [Description("Its change log, oldest first.")]
    Changes,
}

[Extends(typeof(ExportInput<Case>), place: 1)]
public sealed record ExportedParts(
    [property: Description("Lists of each case that the file has behind its columns, each once, and whole.")]
        IReadOnlyList<ExportPart>? Include
)
{
    internal IEnumerable<(string[] Path, ValidationCode Code, string Message)> Mistakes()
    {
        var met = new HashSet<ExportPart>();
        foreach (var (index, part) in (Include ?? []).Index().Where(one => !met.Add(one.Item)))
            yield return (
                ["include", InputChecks.Item(index)],
                ValidationCode.InvalidValue,
                $"{Naming.UpperSnake($"{part}")} stands there before."
            );
    }
}
