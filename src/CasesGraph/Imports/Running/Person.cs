using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Cases;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>A person as a cell has them: "Ana Prado (ana)", "Prado, Ana", "Ana &lt;ana@x.example&gt; (PRIMARY)", an address, a name.</summary>
internal sealed partial record Person(string? Name, string? Address, string? Login)
{
    public ContactRole? Role { get; init; }

    /// <summary>The opaque id, where the cell has it beside the rest.</summary>
    public string? Id { get; init; }
    public string? ExternalReference { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Phone { get; init; }

    public static Person Nobody { get; } = new(Name: null, Address: null, Login: null);

    /// <summary>With what another cell says of the same.</summary>
    public Person With(Person other) =>
        this with
        {
            Name = Name ?? other.Name,
            Address = Address ?? other.Address,
            ExternalReference = ExternalReference ?? other.ExternalReference,
        };

    /// <summary>Null for a cell with nothing in it.</summary>
    public static Person? Read(string cell)
    {
        var text = ValueAnswers.Trimmed(cell);
        if (text is ['{', ..])
            return Object(text);
        if (text.Length == 0)
            return null;
        var role = (ContactRole?)null;
        var bracket = InBrackets().Match(text);
        var inside = bracket.Success ? bracket.Groups["inside"].Value.Trim() : null;
        if (inside is not null && RoleOf(inside) is { } said)
        {
            (role, text) = (said, text[..bracket.Index].Trim());
            bracket = InBrackets().Match(text);
            inside = bracket.Success ? bracket.Groups["inside"].Value.Trim() : null;
        }
        var angle = InAngles().Match(text);
        if (angle.Success)
            return new(Named(text[..angle.Index]), angle.Groups["inside"].Value.Trim(), Login: null) { Role = role };
        if (inside is not null)
            text = text[..bracket.Index].Trim();
        return (inside, text) switch
        {
            ({ } address, _) when IsAddress(address) => new(Named(text), address, Login: null) { Role = role },
            ({ } login, _) => new(Named(text), Address: null, login) { Role = role },
            (_, _) when IsAddress(text) => new(Name: null, text, Login: null) { Role = role },
            _ => new(Named(text), Address: null, text) { Role = role },
        };
    }

    /// <summary>The names that it may be known by: as it stands there, and the other way round behind a comma.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            if (Name is not { } name)
                yield break;
            yield return name;
            if (name.Split(',', 2, StringSplitOptions.TrimEntries) is [var last, { Length: > 0 } first])
                yield return $"{first} {last}";
        }
    }

    /// <summary>First and last name; of a bare address its local part is the last name.</summary>
    public (string? First, string Last) Parts
    {
        get
        {
            if (LastName is { } last)
                return (FirstName, last);
            if (Name is not { } name)
                return (FirstName, Address is { } address ? address.Split('@')[0] : Login ?? "");
            if (name.Split(',', 2, StringSplitOptions.TrimEntries) is [var family, { Length: > 0 } given])
                return (given, family);
            var space = name.LastIndexOf(' ');
            return space < 0 ? (null, name) : (name[..space].Trim(), name[(space + 1)..]);
        }
    }

    private static string? Named(string text) => text.Trim().Trim('"').Trim() is { Length: > 0 } name ? name : null;

    private static bool IsAddress(string text) =>
        text.Contains('@', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal);

    private static ContactRole? RoleOf(string text) =>
        Enum.TryParse<ContactRole>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var role)
        && !char.IsAsciiDigit(text[0])
            ? role
            : null;

    /// <summary>An object of JSON with the names of a contact's fields; null where it is none.</summary>
    private static Person? Object(string text) =>
        JsonCell.Read(
            text,
            json =>
            {
                var of = json.EnumerateObject()
                    .Where(one => one.Value.ValueKind is JsonValueKind.String)
                    .ToDictionary(one => one.Name, one => one.Value.GetString(), StringComparer.Ordinal);
                return new Person(
                    of.GetValueOrDefault("fullName") ?? of.GetValueOrDefault("name"),
                    of.GetValueOrDefault("email"),
                    of.GetValueOrDefault("userName")
                )
                {
                    Id = of.GetValueOrDefault("id"),
                    Role = of.GetValueOrDefault("role") is { Length: > 0 } role ? RoleOf(role) : null,
                    ExternalReference = of.GetValueOrDefault("externalReference"),
                    FirstName = of.GetValueOrDefault("firstName"),
                    LastName = of.GetValueOrDefault("lastName"),
                    Phone = of.GetValueOrDefault("phone"),
                };
            }
        );

    [GeneratedRegex(@"\((?<inside>[^()]*)\)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"<(?<inside>[^<>]*)>\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InAngles();
}
