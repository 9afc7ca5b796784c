using CasesGraph.Access;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Imports;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Exports.Templates;

/// <summary>Where there is a sample of a file for imports.</summary>
internal sealed record ImportTemplateField()
    : QueryField(
        "importTemplate",
        "String",
        "Where GET has a sample of a file for an import: the usual columns as its header, and three rows as they would be taken. A path on the server, signed for the caller for a day.",
        FieldRight.To(AccessAction.CaseImport)
    )
{
    private const string Records = "records";
    private const string Format = "format";

    /// <summary>How long the address works at least.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public override QueryArguments Declare(TypeRegistry types) =>
        new(
            TypeText.Argument(
                Records,
                $"{types.Ensure(Scalar.Of(typeof(ImportRecords)))}!",
                "What the rows of the file are."
            ),
            TypeText.Argument(
                Format,
                $"{types.Ensure(Scalar.Of(typeof(FileFormat)))}!",
                "What the file is.",
                FileFormat.Csv
            )
        );

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        var template = new ImportTemplate((ImportRecords)given[Records]!, (FileFormat)given[Format]!);
        request.Cost.Add(field.Key, CostWeights.ById);
        return (execution, _) =>
        {
            var address = FileUrl
                .Of(FileUrl.ImportTemplates, nameof(ImportTemplate), template.Key, template.Name, execution.Caller, Day)
                .Address;
            return Task.FromResult<Action<global::System.Text.Json.Utf8JsonWriter>>(json =>
                json.WriteStringValue(address)
            );
        };
    }
}
