using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.SavedFilters;

/// <summary>What holds whenever somebody writes to a saved filter.</summary>
internal static class FilterChecks
{
    private static readonly ScalarField NameField = (ScalarField)EntityModel.Of<SavedFilter>().Find("name")!;

    public static void Name(string name, InputChecks checks) => checks.Text(InputChecks.Path("name"), NameField, name);
}
