using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Tokens;

namespace CasesGraph.Tests.Portal;

/// <summary>Contacts sign in by tokens of their own, which are never taken for those of staff.</summary>
public sealed class ContactTokenTests : IAsyncLifetime
{
    private const string Audience = "portal";

    private TokenWorld world = null!;

    public async Task InitializeAsync() =>
        world = await TokenWorld.StartAsync(
            ("Authentication:Issuers:1:Authority", "{issuer}"),
            ("Authentication:Issuers:1:Audience", Audience),
            ("Authentication:Issuers:1:Kind", "Contact"),
            ("Access:LinkByEmail", "{issuer}")
        );

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_linked_contact_signs_in_by_the_audience_of_contacts_and_staff_by_theirs()
    {
        var contact = await ContactAsync("OWN", email: null);
        Assert.Empty((await LinkAsync(contact, "c1")).Errors);
        await world.LinkedAsync("u1");

        Assert.Equal("200 ", await world.KnockAsync(Token("c1")));
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(world.Issuer.Token("c1")));
        Assert.Equal("200 ", await world.KnockAsync(world.Issuer.Token("u1")));
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(Token("u1")));
        using var client = world.With(Token("c1"));
        var me = await client.AskAsync("{ me { contact { id } rateLimit { limit } } }");
        Assert.Equal(contact, me.GetProperty("me").GetProperty("contact").GetProperty("id").GetString());
        Assert.Equal(5_000, me.GetProperty("me").GetProperty("rateLimit").GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task A_contact_without_access_is_let_in_no_more()
    {
        var contact = await ContactAsync("OWN", email: null);
        await LinkAsync(contact, "c2");
        Assert.Equal("200 ", await world.KnockAsync(Token("c2")));
        await AccessAsync(contact, "NONE");
        Assert.Equal("403 INACTIVE", await world.KnockAsync(Token("c2")));
    }

    [Fact]
    public async Task The_one_contact_with_the_verified_address_and_access_is_linked()
    {
        await ContactAsync("OWN", "one@example.com");
        await ContactAsync("NONE", "none@example.com");
        (string, object?)[] claims = [("aud", Audience), ("email_verified", true)];

        Assert.Equal(
            "200 ",
            await world.KnockAsync(world.Issuer.Token("e1", [.. claims, ("email", "ONE@example.com")]))
        );
        Assert.Equal(
            "403 UNKNOWN_IDENTITY",
            await world.KnockAsync(world.Issuer.Token("e2", [.. claims, ("email", "none@example.com")]))
        );
        Assert.Equal(
            "403 UNKNOWN_IDENTITY",
            await world.KnockAsync(world.Issuer.Token("e3", [.. claims, ("email", "one@example.com")]))
        );
    }

    [Fact]
    public async Task Whose_contact_went_into_another_signs_in_as_that_one()
    {
        var (lost, kept) = (await ContactAsync("OWN", "two@example.com"), await ContactAsync("OWN", email: null));
        (string, object?)[] claims = [("aud", Audience), ("email_verified", true), ("email", "two@example.com")];
        Assert.Equal("200 ", await world.KnockAsync(world.Issuer.Token("m1", claims)));

        var merged = await world.Administrator.MutateAsync(
            "mergeContacts",
            literal: $$"""{primaryId: "{{kept}}", duplicateIds: ["{{lost}}"], choices: [{field: "email", fromContactId: "{{lost}}"}]}""",
            input: null,
            selection: "contact { id }"
        );

        Assert.Empty(merged.Errors);
        using var client = world.With(world.Issuer.Token("m1", claims));
        var me = await client.AskAsync("{ me { contact { id } } }");
        Assert.Equal(kept, me.GetProperty("me").GetProperty("contact").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Equal_issuer_and_audience_of_staff_and_contacts_stop_the_start()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            TokenWorld.StartAsync(
                ("Authentication:Issuers:1:Authority", "{issuer}"),
                ("Authentication:Issuers:1:Audience", $"other;{TestIssuer.Audience}"),
                ("Authentication:Issuers:1:Kind", "Contact")
            )
        );
        Assert.Contains(TestIssuer.Audience, refused.Message, StringComparison.Ordinal);
    }

    private string Token(string subject) => world.Issuer.Token(subject, [("aud", Audience)]);

    private async Task<string> ContactAsync(string access, string? email)
    {
        var made = await world.Administrator.MutateAsync("createContact", new { lastName = "Sousa", email });
        var contact = made.Object("contact").GetProperty("id").GetString()!;
        await AccessAsync(contact, access);
        return contact;
    }

    private Task<Payload> AccessAsync(string contact, string access) =>
        world.Administrator.MutateAsync(
            "setPortalAccess",
            input: null,
            literal: $$"""{contactId: "{{contact}}", access: {{access}}}""",
            selection: "contact { id }"
        );

    private Task<Payload> LinkAsync(string contact, string subject) =>
        world.Administrator.MutateAsync(
            "linkIdentity",
            new
            {
                contactId = contact,
                issuer = world.Issuer.Name,
                subject,
            },
            selection: "contact { id identities { subject } }"
        );
}
