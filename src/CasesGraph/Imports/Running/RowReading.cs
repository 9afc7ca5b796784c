using System.Globalization;
using CasesGraph.Data;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>What rows say, by the plan; nothing is looked up for it.</summary>
internal sealed class RowReading(ImportPlan plan)
{
    private readonly ObjectReading objects = new(plan);
    private readonly MessageReading messages = new(new ObjectReading(plan));

    /// <summary>Fields with values of their own.</summary>
    private readonly List<PlannedField> plain = [.. plan.Fields.Where(field => IsPlain(field, plan))];

    /// <summary>Those that together say of one object which it is, and lists.</summary>
    private readonly List<List<PlannedField>> naming =
    [
        .. plan
            .Fields.Where(field => !IsPlain(field, plan))
            .GroupBy(field => field.Target.IsList || IsLink(field) ? field.Name : field.Owner, StringComparer.Ordinal)
            .Select(together => together.ToList()),
    ];

    public GivenRow Read(FileRow row)
    {
        var given = new GivenRow(row);
        if (row.Mistake is { } mistake)
        {
            given.Reject(field: null, mistake.Code, mistake.Message);
            return given;
        }
        given.IsSkipped = row.IsBlank || plan.Skipped.Any(test => test.Holds(row));
        if (given.IsSkipped)
            return given;
        foreach (var field in plain)
            given.Values[field] = field.Value(row, given);
        foreach (var together in naming)
            Name(together, row, given);
        if (plan.Targets.Records is ImportRecords.CaseUpdates)
            given.Messages = [MessageReading.Whole(plan.Find("text")!, given)];
        given.Key = KeyOf(given);
        return given;
    }

    /// <summary>An id is a value, and so is what an input takes as a text.</summary>
    private static bool IsPlain(PlannedField field, ImportPlan plan) =>
        field.Target.Scalar is not null
        || field.Owner is "id"
        || plan.Targets.Entity.Find(field.Owner) is ReferenceField { Declared.GivenBy: not null };

    private static bool IsLink(PlannedField field) => field.Owner is "contacts";

    private void Name(List<PlannedField> fields, FileRow row, GivenRow given)
    {
        switch (fields[0])
        {
            case { Target.IsConversation: true } field:
                given.Messages = [.. messages.Read(field, row, given)];
                given.Named.AddRange(given.Messages.Select(message => message.Author).OfType<NamedObject>());
                break;
            case { Owner: "tags" } field:
                given.Tags = Items(field, row, given);
                break;
            case { Owner: "bugs" } field:
                given.Named.AddRange(Items(field, row, given).Select(one => ObjectReading.Bug(field, one)));
                break;
            case { Owner: "contacts", Part: null } field:
                given.Named.AddRange(
                    Items(field, row, given).Select(one => objects.Contact(field, one, given)).OfType<NamedObject>()
                );
                break;
            case var field when objects.Read(fields, row, given) is { } named:
                given.Named.Add(named);
                break;
            case var field:
                given.Values[field] = null;
                break;
        }
    }

    private static IReadOnlyList<string> Items(PlannedField field, FileRow row, GivenRow given) =>
        field.Text(row, given.Reject) is { } text ? ListCell.Items(text) : [];

    /// <summary>By what the row says which record it is; null where it is not asked, or says nothing.</summary>
    private RowKey? KeyOf(GivenRow given)
    {
        if (plan.Order.MatchBy is not { } by)
            return null;
        var names = MatchKeys.Fields(by);
        var field = plan.Find(names[0])!;
        if (names is [_, var second])
            return SubjectAndAccount(field, second, given);
        var shown = Convert.ToString(given.Of(field.Name), CultureInfo.InvariantCulture);
        if (shown is { Length: > 0 })
            return new(field, MatchKeys.IsFolded(by) ? CaseFolding.Key(shown) : shown, shown);
        given.Reject(field, ValidationCode.Required, $"{field.Name}: the row does not say which record it is.");
        return null;
    }

    private static RowKey? SubjectAndAccount(PlannedField field, string second, GivenRow given)
    {
        var account = given.Named.Find(one => one.Field.Owner.Equals(second, StringComparison.Ordinal));
        if (given.Of(field.Name) is string subject && account is not null)
            return new(field, $"{subject}\n{CaseFolding.Key(account.Ways[0].Text)}", subject);
        const string unsaid = "The row does not say which case it is: it has no subject or no account.";
        given.Reject(field, ValidationCode.Required, unsaid);
        return null;
    }
}
