using System.Collections.Concurrent;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Users;

namespace CasesGraph.Imports.Proposing;

/// <summary>The fields that a file of some records can bring, read off the model and the inputs.</summary>
internal sealed class TargetFields
{
    private const string Creator = "createdBy";
    private const string LastWriter = "updatedBy";
    private static readonly ConcurrentDictionary<ImportRecords, TargetFields> Known = new();
    private readonly Dictionary<string, TargetField> byName;
    private readonly ILookup<string, Meaning> words;

    private TargetFields(ImportRecords records)
    {
        Records = records;
        Entity = EntityModel.Of(EntityOf(records));
        All = [.. Make(records)];
        byName = All.ToDictionary(field => field.Name, StringComparer.Ordinal);
        words = ImportWords.Fields(records);
    }

    public ImportRecords Records { get; }
    public EntityModel Entity { get; }
    public IReadOnlyList<TargetField> All { get; }

    public static TargetFields Of(ImportRecords records) => Known.GetOrAdd(records, static of => new TargetFields(of));

    public TargetField? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What a header can mean: the field that is called so, one whose label it is, or what the dictionary says.</summary>
    public IEnumerable<(TargetField Field, bool IsCertain, ProposalReason Reason)> Meant(string header)
    {
        if (Find(header.Trim()) is { } exact)
            yield return (exact, true, ProposalReason.Name);
        var key = WordKey.Of(header);
        foreach (var field in All.Where(field => WordKey.Of(field.Label).Equals(key, StringComparison.Ordinal)))
            yield return (field, true, ProposalReason.Label);
        foreach (var meaning in words[key].OrderByDescending(one => one.IsCertain))
            yield return (byName[meaning.Name], meaning.IsCertain, ProposalReason.Label);
    }

    /// <summary>Whether records are found by it.</summary>
    public bool IsKey(string field) =>
        field is "id" or "number" || Entity.Handles.Any(handle => handle.Name.Equals(field, StringComparison.Ordinal));

    public bool Knows(string header) => Meant(header).Any();

    private static Type EntityOf(ImportRecords records) =>
        records switch
        {
            ImportRecords.Cases => typeof(Case),
            ImportRecords.Accounts => typeof(Account),
            ImportRecords.Contacts => typeof(Contact),
            ImportRecords.Bugs => typeof(Bug),
            ImportRecords.Users => typeof(User),
            _ => typeof(CaseUpdate),
        };

    private IEnumerable<TargetField> Make(ImportRecords records)
    {
        // Which message a row is says what it has in another system.
        if (records is not ImportRecords.CaseUpdates)
            yield return new("id", "Id", null) { IdOf = Entity.Name };
        if (Entity.HasNumber)
            yield return Plain((ScalarField)Entity.Find(Naming.Camel(EntityModel.NumberKey))!);
        // Messages are written by operations of their own, which say themselves what they take.
        foreach (
            var field in Entity.ValueFields.Where(field =>
                records is ImportRecords.CaseUpdates ? IsOfMessage(field) : IsTaken(field)
            )
        )
        {
            foreach (var name in ImportNames.Of(field))
                yield return Named(field, name);
        }
        foreach (var union in Entity.Fields.OfType<UnionField>().Where(union => union.Name is not LastWriter))
        {
            foreach (var name in Names(union))
                yield return new(name, ImportNames.LabelOf(name), null)
                {
                    IsHistory = union.Name is Creator || records is ImportRecords.CaseUpdates,
                };
        }
        if (records is not ImportRecords.Cases)
            yield break;
        foreach (var part in InputTypes.ExtensionsOf(typeof(CreateCaseInput)).SelectMany(Parts))
            yield return part;
        var conversation = Entity.Fields.OfType<ConnectionField>().Single(list => list.Child == typeof(CaseUpdate));
        yield return new(conversation.Name, ImportNames.LabelOf(conversation.Name), null)
        {
            IsList = true,
            IsConversation = true,
            IsHistory = true,
        };
    }

    /// <summary>What inputs take, the version, and times that are not the service's own matter.</summary>
    private bool IsTaken(ValueField field) =>
        field.Declared.Editable is not EditableIn.None
        || field.Declared.Importable
        || field.Name is "version"
        || (
            IsPast(field)
            && !Entity.ValueFields.Any(one =>
                field.Property.Name.Equals(one.Declared.PublicAs, StringComparison.Ordinal)
            )
        );

    private static bool IsOfMessage(ValueField field) =>
        field.Name is not "createdAt"
        && (field is not ReferenceField reference || EntityModel.Of(reference.Target).Declared.Text is not null);

    private static bool IsPast(ValueField field) =>
        field is ScalarField { Declared: { Editable: EditableIn.None, Audited: false } } scalar
        && scalar.Scalar == Scalar.Instant;

    private static TargetField Plain(ScalarField field) => new(field.Name, field.Label, field.Scalar);

    private TargetField Named(ValueField field, string name) =>
        field is ScalarField scalar
            ? Plain(scalar) with
            {
                IsRequired = scalar is { Required: true, IsText: true },
                IsHistory = IsPast(field),
            }
            : new(name, name.Contains('.', StringComparison.Ordinal) ? ImportNames.LabelOf(name) : field.Label, null)
            {
                IsRequired = name is "case.number",
                IdOf = name.EndsWith(".id", StringComparison.Ordinal)
                    ? EntityModel.Of(((ReferenceField)field).Target).Name
                    : null,
            };

    /// <summary>By what every one of its members is found.</summary>
    private static IEnumerable<string> Names(UnionField union)
    {
        yield return union.Name;
        var shared = union
            .Members.Select(member => EntityModel.Of(member.Target).Handles.Select(handle => handle.Name))
            .Aggregate((one, other) => one.Intersect(other, StringComparer.Ordinal));
        foreach (var handle in shared)
            yield return $"{union.Name}.{handle}";
    }

    /// <summary>Links that an input of a new case has: tags, and with a role what is linked in it.</summary>
    private static IEnumerable<TargetField> Parts(Type extension)
    {
        if (!extension.IsAssignableTo(typeof(CasePartInput)))
            yield break;
        foreach (
            var member in InputTypes
                .Parameters(extension)
                .Select(one => RecordMember.Of(extension.GetProperty(one.Name!)!))
        )
        {
            var name = member.Entity is null ? member.Name : member.Name[..^"Ids".Length] + "s";
            yield return new(name, ImportNames.LabelOf(name), null) { IsList = true };
            foreach (var (role, target) in Roles(member))
            {
                foreach (var part in ImportNames.Parts(target))
                    yield return new($"{name}.{role}.{part}", ImportNames.LabelOf($"{name}.{role}.{part}"), null)
                    {
                        IdOf = part is "id" ? target.Name : null,
                    };
            }
        }
    }

    private static IEnumerable<(string Role, EntityModel Target)> Roles(RecordMember member)
    {
        if (!member.IsObject)
            return [];
        var parts = member.Item.GetProperties().Select(RecordMember.Of).ToList();
        return from target in parts
            where target.Entity is not null
            from role in parts
            where role.Item.IsEnum
            from value in Enum.GetNames(role.Item)
            select (Naming.Camel(value), target.Entity!);
    }
}
