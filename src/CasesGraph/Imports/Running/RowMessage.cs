using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Replies;

namespace CasesGraph.Imports.Running;

/// <summary>A message or a note that a row brings.</summary>
/// <param name="Field">What brings it; mistakes are told of it.</param>
internal sealed record RowMessage(PlannedField Field, string Text)
{
    /// <summary>Null where it is not said: what a contact has written came in, and the rest is a note, which no customer sees.</summary>
    public UpdateDirection? Direction { get; init; }

    public DateTime? SentAt { get; init; }
    public NamedObject? Author { get; init; }
    public string? ExternalReference { get; init; }
    public IReadOnlyList<RowFile> Files { get; init; } = [];

    /// <summary>The same once it has been looked for who wrote it: nobody where that is unknown, or came from outside.</summary>
    public GivenMessage Of(GivenRow row)
    {
        var found = Author is not null && row.Found.TryGetValue(Author, out var one) ? one : default;
        var contact = found.Type == typeof(Contact) ? new Ref<Contact>(found.Key) : (Ref<Contact>?)null;
        var direction = Direction ?? (contact is null ? UpdateDirection.Note : UpdateDirection.Incoming);
        return new GivenMessage(Text, contact, direction is UpdateDirection.Note, SentAt, ExternalReference)
        {
            GivenDirection = direction,
            Files = [.. Files.Select(file => file.Upload)],
            Author =
                contact is not null ? null
                : found.Type is not null ? Actor.User(found.Key)
                : Author is not null || direction is UpdateDirection.Incoming ? Actor.System
                : null,
        };
    }
}
