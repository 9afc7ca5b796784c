using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Imports;
using CasesGraph.Imports.Proposing;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

public sealed class DictionaryTests
{
    private static readonly JsonElement Words = JsonElement.Parse(
        File.ReadAllText(Repository.PathOf("src", "CasesGraph", "Imports", "Proposing", "words.json"))
    );

    [Fact]
    public void Every_field_of_the_dictionary_is_one_that_there_is()
    {
        foreach (var records in Enum.GetValues<ImportRecords>())
        {
            var fields = TargetFields.Of(records);
            var named = Words.GetProperty("fields").GetProperty(Naming.UpperSnake($"{records}")).EnumerateObject();

            Assert.All(named, field => Assert.NotNull(fields.Find(field.Name)));
        }
    }

    [Fact]
    public void Every_value_of_the_dictionary_is_one_that_there_is()
    {
        var types = typeof(Case)
            .Assembly.GetTypes()
            .Where(type => type.IsEnum)
            .ToLookup(type => type.Name, StringComparer.Ordinal);
        foreach (var type in Words.GetProperty("values").EnumerateObject().Where(type => type.Name is not "Boolean"))
        {
            var names = Scalar.Of(types[type.Name].Single()).Names!.Select(value => value.Name);

            Assert.Empty(
                type.Value.EnumerateObject().Select(value => value.Name).Except(names, StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void Every_entry_has_every_language()
    {
        var groups = Words
            .GetProperty("fields")
            .EnumerateObject()
            .Concat(Words.GetProperty("values").EnumerateObject());

        Assert.All(
            groups.SelectMany(group => group.Value.EnumerateObject()),
            entry =>
                Assert.Equal(
                    ["en", "pt", "es", "de", "fr"],
                    entry.Value.EnumerateObject().Select(words => words.Name),
                    StringComparer.Ordinal
                )
        );
    }

    [Fact]
    public void Every_field_that_can_be_imported_has_a_label_of_its_own()
    {
        foreach (var records in Enum.GetValues<ImportRecords>())
        {
            var labels = TargetFields.Of(records).All.Select(field => WordKey.Of(field.Label)).ToList();

            Assert.Equal(labels.Distinct(StringComparer.Ordinal), labels, StringComparer.Ordinal);
        }
    }
}
