namespace CasesGraph.Model;

/// <summary>
/// The names by which a file for an import brings a field: its own, and with a dot by what the object that it refers to is
/// found, such as account.name. A person is also read from one cell, whatever it says of them.
/// </summary>
public static class ImportNames
{
    public static IReadOnlyList<string> Of(ValueField field) =>
        field is ReferenceField { Declared.GivenBy: null } reference
            ? [.. Of(reference.Name, EntityModel.Of(reference.Target))]
            : [field.Name];

    /// <summary>Those of a reference to an entity.</summary>
    public static IEnumerable<string> Of(string name, EntityModel target)
    {
        if (target.Declared is { IsCaller: true } or { IsContact: true })
            yield return name;
        foreach (var part in Parts(target))
            yield return $"{name}.{part}";
    }

    /// <summary>contacts.primary.email → Contacts primary email.</summary>
    public static string LabelOf(string name) =>
        Naming.Pascal(string.Join(' ', name.Split('.').Select(part => Naming.Label(part).ToLowerInvariant())));

    /// <summary>By what an object is found.</summary>
    public static IEnumerable<string> Parts(EntityModel target)
    {
        if (target.HasNumber)
            yield return Naming.Camel(EntityModel.NumberKey);
        foreach (var handle in target.Handles)
            yield return handle.Name;
        if (target.Handles.Count == 0 && target.Declared.Text is { } text)
            yield return Naming.Camel(text);
        yield return "id";
    }
}
