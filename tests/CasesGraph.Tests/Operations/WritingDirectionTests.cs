using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;

namespace CasesGraph.Tests.Operations;

/// <summary>A line does not read as another one: what turns the direction of writing may not stand in it.</summary>
public sealed class WritingDirectionTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    public static TheoryData<int> Turning => [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069];

    [Theory]
    [MemberData(nameof(Turning))]
    public async Task A_subject_holds_nothing_that_turns_the_direction_and_a_file_name_loses_it(int character)
    {
        await world.NewCaseAsync();
        var created = await world.RunAsync("createCase", $$"""{subject: "a\u{{character:x4}}b"}""");
        var attached = await world.Server.Client.AttachAsync(
            world["case"],
            ($"invoice{(char)character}fdp.csv", "a;b"u8.ToArray())
        );

        Assert.Equal(["input.subject INVALID_CHARACTER"], created.Errors);
        var file = attached.Object("attachments")[0];
        Assert.Equal("invoicefdp.csv", file.GetProperty("fileName").GetString());
        Assert.Equal("text/csv", file.GetProperty("contentType").GetString());
        using var download = await world.Server.Client.GetAsync(
            new Uri(file.GetProperty("url").GetString()!, UriKind.Relative)
        );
        Assert.Equal("invoicefdp.csv", download.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_file_whose_name_is_nothing_else_has_none()
    {
        await world.NewCaseAsync();

        var payload = await world.Server.Client.AttachAsync(world["case"], ("\u202e\u2069", [1]));

        Assert.Equal(["input.files.0 REQUIRED"], payload.Errors);
    }

    /// <summary>Which texts are lines, the model says.</summary>
    [Fact]
    public async Task Every_line_is_refused_with_it_and_texts_of_several_lines_may_have_it()
    {
        foreach (var type in new[] { typeof(Case), typeof(Account), typeof(Contact), typeof(Bug), typeof(User) })
        {
            var texts = EntityModel
                .Of(type)
                .EditableFields(EditableIn.Create)
                .OfType<ScalarField>()
                .Where(field => field.IsText)
                .ToList();
            var given = string.Join(", ", texts.Select(field => $"{field.InputName}: \"a\\u202eb\""));

            var payload = await world.RunAsync($"create{type.Name}", $"{{{given}}}");

            Assert.Equal(
                texts
                    .Where(field => !field.Declared.LongText)
                    .Select(field => $"input.{field.InputName} INVALID_CHARACTER")
                    .Order(StringComparer.Ordinal),
                payload.Errors.Order(StringComparer.Ordinal)
            );
        }
        var description = (await world.NewCaseAsync("""description: "a\u202eb" """)).GetProperty("description");
        Assert.Equal("a\u202Eb", description.GetString());
    }

    [Fact]
    public async Task Marks_that_belong_to_arabic_and_hebrew_text_stay()
    {
        const string Subject = "שלום\u200F! \u200Ea\u061Cb";
        var created = await world.RunAsync("createCase", $$"""{subject: "{{Subject}}"}""");
        Assert.Equal(Subject, created.Case.GetProperty("subject").GetString());
    }
}
