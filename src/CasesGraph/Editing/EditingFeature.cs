using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Jobs;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Editing;

internal static class EditingFeature
{
    public static IServiceCollection AddEditing(this IServiceCollection services) =>
        services
            .AddSingleton<JobWork>(
                new SelectionJob(
                    JobKind.Delete,
                    AccessAction.CaseDelete,
                    call => new CaseDeletion(restore: false, call)
                )
            )
            .AddSingleton<JobWork>(
                new SelectionJob(
                    JobKind.Restore,
                    AccessAction.CaseDelete,
                    call => new CaseDeletion(restore: true, call)
                )
            )
            .AddSingleton<OwnType, RowSelectionType<Case>>()
            .AddQuery(
                new ListField(
                    EntityModel.Of<Case>(),
                    "cases",
                    "Cases, the newest number first unless an order or a search says otherwise."
                ).ForContacts()
            )
            .AddQuery(
                new ByIdField(
                    EntityModel.Of<Case>(),
                    "caseById",
                    "One case by its id or its number, deleted ones included."
                ).ForContacts()
            )
            .AddMutation<CreateCase, CreateCaseInput, CreateCasePayload>(
                AccessAction.CaseCreate,
                "createCase",
                "Creates a case with its links, in one transaction."
            )
            .AddMutation<CreateCases, CreateCasesInput, CreateCasesPayload>(
                AccessAction.CaseCreate,
                "createCases",
                "Creates up to 100 cases in one transaction and one change set."
            )
            .AddMutation<UpdateCase, UpdateCaseInput, UpdateCasePayload>(
                AccessAction.CaseEdit,
                "updateCase",
                "Changes fields of a case: what is absent stays, null clears, all in one transaction."
            )
            .AddMutation<DuplicateCase, DuplicateCaseInput, DuplicateCasePayload>(
                AccessAction.CaseCreate,
                "duplicateCase",
                "Creates a case as a copy of another: its fields but the external reference, its contacts, bugs and files as chosen, never its conversation."
            )
            .AddMutation<DeleteCases, DeleteCasesInput, DeleteCasesPayload>(
                AccessAction.CaseDelete,
                "deleteCases",
                "Deletes cases, softly: links and conversation stay, and restoreCases brings all back."
            )
            .AddMutation<RestoreCases, RestoreCasesInput, RestoreCasesPayload>(
                AccessAction.CaseDelete,
                "restoreCases",
                "Brings deleted cases back with their links and conversation."
            );

    /// <summary>What callers are told of the fields themselves.</summary>
    public static IServiceCollection AddCaseFields(this IServiceCollection services) =>
        services.AddQuery(
            new RecordField(
                "caseFields",
                "[FieldInfo!]!",
                "The field list of Case: label, type, required, sortable, filterable, mass-updatable, importable, audited, enum values, and what the caller may do with each. Contacts get those that are for them.",
                typeof(FieldInfo),
                FieldRight.Everybody.AndContacts(),
                execution => CaseFieldList.Of(execution.Caller.Access)
            )
        );
}
