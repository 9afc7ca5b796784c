using System.Collections;
using System.Text.Json;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>Writes records; the entities in them are read first, one plan for each place in the document.</summary>
internal sealed class RecordWriter
{
    private readonly Dictionary<EntityRead, HashSet<long>> wanted = [];
    private readonly Dictionary<EntityRead, Action<Utf8JsonWriter, long>> written = [];

    /// <summary>Reads all entities that the record and its errors hold and that are asked for.</summary>
    public async Task ReadAsync(
        object? record,
        IReadOnlyList<UserError> errors,
        RecordSelection selection,
        ReadSession session,
        CancellationToken token
    )
    {
        Want(record, errors, selection);
        await ReadWantedAsync(session, token);
    }

    /// <summary>The same for several records, which have no errors; what it gives writes them as a list.</summary>
    public static async Task<Action<Utf8JsonWriter>> ReadListAsync(
        IReadOnlyList<object> records,
        RecordSelection selection,
        ReadSession session,
        CancellationToken token
    )
    {
        var writer = new RecordWriter();
        foreach (var record in records)
            writer.Want(record, [], selection);
        await writer.ReadWantedAsync(session, token);
        return json =>
        {
            json.WriteStartArray();
            foreach (var record in records)
                writer.Write(json, record, [], selection);
            json.WriteEndArray();
        };
    }

    private async Task ReadWantedAsync(ReadSession session, CancellationToken token)
    {
        foreach (var (read, keys) in wanted)
            written[read] = await read.RunAsync(session, keys, token);
    }

    private void Want(object? record, IReadOnlyList<UserError> errors, RecordSelection selection)
    {
        foreach (var member in selection.Members)
        {
            switch (member)
            {
                case SelectedEntity entity:
                    foreach (var item in Each(entity.Member, record))
                        Want(entity.Read, (IRef)item);
                    break;
                case SelectedAnyOf node:
                    foreach (var item in Each(node.Member, record).Cast<IRef>())
                        Want(node.ByType[item.Entity], item);
                    break;
                case SelectedRecord below:
                    foreach (var item in Each(below.Member, record))
                        Want(item, [], below.Selection);
                    break;
                case SelectedErrors selected:
                    foreach (var error in errors)
                        Want(error, [], selected.ByType[error.GetType()]);
                    break;
            }
        }
    }

    private void Want(EntityRead read, IRef item)
    {
        if (!wanted.TryGetValue(read, out var keys))
            wanted.Add(read, keys = []);
        keys.Add(item.Key);
    }

    public void Write(Utf8JsonWriter json, object? record, IReadOnlyList<UserError> errors, RecordSelection selection)
    {
        json.WriteStartObject();
        foreach (var member in selection.Members)
        {
            json.WritePropertyName(member.Key);
            switch (member)
            {
                case SelectedRecordName(_, var name):
                    json.WriteStringValue(name);
                    break;
                case SelectedErrors selected:
                    WriteErrors(json, errors, selected);
                    break;
                case SelectedEntity(_, var at, var read):
                    WriteItems(json, at, record, item => written[read](json, ((IRef)item).Key));
                    break;
                case SelectedAnyOf(_, var at, var byType):
                    WriteItems(json, at, record, item => written[byType[((IRef)item).Entity]](json, ((IRef)item).Key));
                    break;
                case SelectedRecord(_, var at, var below):
                    WriteItems(json, at, record, item => Write(json, item, [], below));
                    break;
                case SelectedValue(_, var at):
                    WriteItems(json, at, record, item => WriteValue(json, at, item));
                    break;
            }
        }
        json.WriteEndObject();
    }

    private void WriteErrors(Utf8JsonWriter json, IReadOnlyList<UserError> errors, SelectedErrors selected)
    {
        if (errors.Count == 0)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartArray();
        foreach (var error in errors)
            Write(json, error, [], selected.ByType[error.GetType()]);
        json.WriteEndArray();
    }

    private static void WriteItems(Utf8JsonWriter json, RecordMember member, object? record, Action<object> write)
    {
        if (record is null || member.Property.GetValue(record) is not { } value)
            json.WriteNullValue();
        else if (!member.IsList)
            write(value);
        else
        {
            json.WriteStartArray();
            foreach (var item in (IEnumerable)value)
                write(item);
            json.WriteEndArray();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, RecordMember member, object value)
    {
        switch (value)
        {
            case var _ when member is { AsId: true, Entity: not null }:
                json.WriteStringValue(OpaqueId.Encode(member.Entity.Name, ((IRef)value).Key));
                break;
            case var _ when member.IsAny:
                JsonText.WriteAny(json, value);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                var scalar = Scalar.Of(value.GetType());
                if (scalar.ToStored(value) is long stored)
                    scalar.WriteJson(json, stored);
                else
                    json.WriteStringValue((string)scalar.ToStored(value));
                break;
        }
    }

    private static IEnumerable<object> Each(RecordMember member, object? record) =>
        (record is null ? null : member.Property.GetValue(record)) switch
        {
            null => [],
            IEnumerable items when member.IsList => items.Cast<object>(),
            var one => [one],
        };
}
