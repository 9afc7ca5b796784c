using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>A contact, and the cases that it has opened or is linked to, by what people have at hand.</summary>
public sealed class FoundContactTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task They_are_found_by_address_number_and_title_however_written()
    {
        var payload = await server.Client.MutateAsync(
            "createContact",
            new
            {
                firstName = "Ana",
                lastName = "Sousa",
                email = "Ana.Sousa@acme.example",
                phone = "+351 (912) 345678",
                title = "Head of IT",
            },
            selection: "contact { id }"
        );
        var contact = payload.Data.GetProperty("contact").GetProperty("id").GetString();
        await server.Client.MutateAsync("createCase", new { subject = "Opened", openedById = contact });
        await server.Client.MutateAsync(
            "createCase",
            new { subject = "Linked", contacts = (object[])[new { contactId = contact }] }
        );

        foreach (
            var (search, found) in new[]
            {
                ("ana.sousa@acme.example", true),
                ("ANA.SOUSA", true),
                ("acme.example", true),
                ("912345678", true),
                ("+351912345678", true),
                ("912 345-678", true),
                ("345678", true),
                ("0345678", true),
                ("head of it", true),
                ("sousa 345 678", true),
                ("45678", false),
                ("912 3456 8", false),
                ("9123456", false),
                ("351 0345678 7", false),
                ("876543", false),
            }
        )
        {
            var data = await server.Client.AskAsync(
                "query ($search: String) { contacts(search: $search) { totalCount } cases(search: $search) { totalCount } }",
                new { search }
            );
            Assert.Equal(
                (search, found ? 1 : 0),
                (search, data.GetProperty("contacts").GetProperty("totalCount").GetInt32())
            );
            Assert.Equal(
                (search, found ? 2 : 0),
                (search, data.GetProperty("cases").GetProperty("totalCount").GetInt32())
            );
        }
    }
}
