using CasesGraph.Cases;
using CasesGraph.Editing;
using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.Editing;

internal static class CaseRootFields
{
    public static IEnumerable<RootField> Reads { get; } =
    [
        new ListField(
            EntityModel.Of<Case>(),
            "cases",
            "Cases, the newest number first unless an order or a search says otherwise."
        ),
        new ByIdField(EntityModel.Of<Case>(), "caseById", "One case by its id or its number, deleted ones included."),
    ];

    public static RootField FieldList { get; } =
        new RecordField(
            "caseFields",
            "[FieldInfo!]!",
            "The field list of Case: label, type, required, sortable, filterable, mass-updatable, importable, audited, enum values.",
            typeof(FieldInfo),
            _ => CaseFieldList.All
        );

    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<CreateCaseInput, CreateCasePayload>(
            "createCase",
            "Creates a case with its links, in one transaction.",
            new CreateCase().RunAsync
        )
        {
            OnlyAdds = true,
        },
        new MutationField<UpdateCaseInput, UpdateCasePayload>(
            "updateCase",
            "Changes fields of a case: what is absent stays, null clears, all in one transaction.",
            new UpdateCase().RunAsync
        ),
        new MutationField<DuplicateCaseInput, DuplicateCasePayload>(
            "duplicateCase",
            "Creates a case as a copy of another: its fields but the external reference, its contacts, bugs and files as chosen, never its conversation.",
            new DuplicateCase().RunAsync
        ),
        new MutationField<DeleteCasesInput, DeleteCasesPayload>(
            "deleteCases",
            "Deletes cases, softly: links and conversation stay, and restoreCases brings all back.",
            new DeleteCases().RunAsync
        ),
        new MutationField<RestoreCasesInput, RestoreCasesPayload>(
            "restoreCases",
            "Brings deleted cases back with their links and conversation.",
            new RestoreCases().RunAsync
        ),
    ];
}
