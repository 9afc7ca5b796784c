using System.Globalization;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Graph.Reading;

/// <summary>Reads what an input names otherwise than by an id in the id's own field, and keeps it to be looked for.</summary>
internal sealed class RefReader
{
    private readonly List<GivenRef> all = [];

    public IReadOnlyList<GivenRef> All => all;

    /// <summary>An id, or the reference in its place; a null beside the other is as good as absent.</summary>
    /// <param name="refName">Null where no reference can stand beside the id.</param>
    public static Chosen Choose(
        string idName,
        string? refName,
        IReadOnlyDictionary<string, object?> given,
        IReadOnlyList<string> path,
        ValidationIssues issues
    )
    {
        var isGiven = given.TryGetValue(idName, out var id);
        if (refName is null || !given.TryGetValue(refName, out var reference))
            return new(idName, idName, id, isGiven);
        if (reference is null)
            return new(idName, idName, id, IsGiven: true);
        if (id is null)
            return new(refName, idName, reference, IsGiven: true);
        issues.Add(
            [.. path, refName],
            ValidationCode.Conflict,
            $"Both {idName} and {refName} are given; give one of them."
        );
        return new(idName, idName, id, IsGiven: true);
    }

    /// <summary>One that has to name something.</summary>
    public GivenRef? Take(GivenRef? one)
    {
        if (one is not null)
            all.Add(one);
        return one;
    }

    /// <summary>Null for one with an id that is malformed, which is noted.</summary>
    /// <param name="given">Of a oneOf input of the entity (<see cref="RefTypes"/>).</param>
    public static GivenRef? Read(
        IReadOnlyDictionary<string, object?> given,
        EntityModel entity,
        IReadOnlyList<string> path,
        IReadOnlyList<string> idPath,
        InputReader reader
    )
    {
        var (name, value) = given.First(one => one.Value is not null);
        var by = entity.Handles.FirstOrDefault(handle => string.Equals(handle.Name, name, StringComparison.Ordinal));
        var key =
            by is not null ? 0
            : name is RefTypes.Id ? reader.Key(value!, entity, [.. path, RefTypes.Id])
            : Math.Max(0, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        if (name is RefTypes.Id && key == 0)
            return null;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        return new GivenRef(entity, by, text, key)
        {
            Path = path,
            IdPath = idPath,
            Given = new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = text },
        };
    }

    /// <summary>What names one object, or several, of the two ways in which an input can.</summary>
    /// <param name="Name">The field in which it stands.</param>
    public readonly record struct Chosen(string Name, string IdName, object? Value, bool IsGiven)
    {
        public bool IsRef => !string.Equals(Name, IdName, StringComparison.Ordinal);
    }
}
