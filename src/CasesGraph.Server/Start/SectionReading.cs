using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Server.Start;

internal static class SectionReading
{
    /// <summary>
    /// Binds a section of our own. A misspelt name or a value of the wrong kind stops the start: a setting that is
    /// silently ignored is found too late.
    /// </summary>
    public static T ReadSection<T>(this IConfiguration configuration, string name)
        where T : new()
    {
        var section = configuration.GetSection(name);
        var names = typeof(T).GetProperties().Select(property => property.Name).ToList();
        foreach (var entry in section.GetChildren())
        {
            if (!names.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new StartRefusedException(
                    $"{entry.Path} is not a setting; {name} has {string.Join(", ", names)}."
                );
            }
            Check<T>(entry);
        }
        var value = section.Get<T>() ?? new T();
        var mistakes = new List<ValidationResult>();
        if (!Validator.TryValidateObject(value, new ValidationContext(value), mistakes, validateAllProperties: true))
            throw new StartRefusedException($"{name}: {string.Join(" ", mistakes.Select(one => one.ErrorMessage))}");
        return value;
    }

    private static void Check<T>(IConfigurationSection entry)
    {
        var property = typeof(T)
            .GetProperties()
            .Single(one => string.Equals(one.Name, entry.Key, StringComparison.OrdinalIgnoreCase));
        try
        {
            entry.Get(property.PropertyType);
        }
        catch (InvalidOperationException failure)
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var expected =
                type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type))
                : type == typeof(bool) ? "true or false"
                : "a whole number";
            throw new StartRefusedException($"{entry.Path} is '{entry.Value}'; it takes {expected}.", failure);
        }
    }
}
