using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Tests.Access;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Portal;

/// <summary>
/// A contact gets the same answers, byte for byte, as from a database without what they do not see, in which hidden fields
/// say something else.
/// </summary>
public abstract class PortalReachTests(AccessLevel level, bool bugs = false) : IAsyncLifetime
{
    private readonly TwinServers twins = new();
    private Contact contact = null!;

    public async Task InitializeAsync()
    {
        await twins.StartAsync(Hides, Server, Server);
        await using var db = twins.Without.Server.Database.CreateDb();
        foreach (var statement in OtherTexts())
            await db.Database.ExecuteSqlRawAsync(statement);
        foreach (var server in new[] { twins.Hiding, twins.Without })
        {
            var headers = server.Server.Client.DefaultRequestHeaders;
            var ofBugs = bugs ? ",BugView:Own" : "";
            headers.Add(
                CallersByGrants.Header,
                $"CaseView:{level},CaseCreate:Own,CaseEdit:{level},CaseReply:{level}{ofBugs}"
            );
            headers.Add(CallersByGrants.Contact, $"{contact.Id}");
            headers.Add(CallersByGrants.Accounts, $"{contact.AccountId}");
        }

        static SampleServer Server(TestDatabase database) => new(database) { More = CallersByGrants.Use };
    }

    public Task DisposeAsync() => twins.DisposeAsync();

    [Fact]
    public async Task Every_coordinate_answers_as_if_nothing_else_had_ever_been()
    {
        var shape = twins.Hiding.Shape;
        var walk = new CoordinateWalk(shape, new ArgumentWalk(shape, SomeKeys), depth: 1);
        foreach (var root in shape["Query"].Fields.Keys)
        {
            foreach (var document in Iterations.Share(walk.Documents("Query", root)))
            {
                var answer = await twins.SameAsync(document);
                if (root is not ("cases" or "caseById" or "caseChanges" or "caseFields" or "me"))
                    Assert.Contains("FORBIDDEN", answer, StringComparison.Ordinal);
            }
        }
        var all = JsonElement.Parse(await twins.SameAsync("{ cases(first: 100) { totalCount nodes { number } } }"));
        var seen = all.GetProperty("data").GetProperty("cases").GetProperty("totalCount").GetInt32();
        Assert.InRange(seen, 1, twins.World.Rows<Case>().Count - 1);
    }

    [Fact]
    public Task Any_lists_with_any_filters_answer_as_if_nothing_else_had_ever_been() =>
        new Chosen<Document>(Make).SampleAsync(
            document => twins.SameAsync(document.Text, document.Values),
            iter: Iterations.Of(40),
            threads: 1
        );

    [Fact]
    public async Task Every_other_mutation_is_refused_before_anything_runs()
    {
        var shape = twins.Hiding.Shape;
        var walk = new CoordinateWalk(shape, new ArgumentWalk(shape, SomeKeys, mostNames: 1), depth: 0);
        string[] theirs = ["createCase", "updateCase", "addCaseUpdate", "attachToCase"];
        foreach (var mutation in shape["Mutation"].Fields.Keys.Except(theirs, StringComparer.Ordinal))
        {
            var document = "mutation " + walk.Documents("Mutation", mutation).First();
            if (document.Contains(ArgumentWalk.File, StringComparison.Ordinal))
                continue;
            using var statements = new CountedStatements();
            var answer = (await twins.Hiding.AnswerAsync(document)).GetRawText();
            Assert.Contains($"\"coordinate\":\"Mutation.{mutation}\"", answer, StringComparison.Ordinal);
            Assert.Equal(0, statements.Count);
        }
    }

    [Fact]
    public void What_is_hidden_from_who_sees_the_row_is_nullable()
    {
        var shape = twins.Hiding.Shape;
        Assert.DoesNotContain(
            SeenByContacts(),
            one =>
                one.Field.Audience is not FieldAudience.Public
                && shape.Find(one.Entity.Name)?.Fields.GetValueOrDefault(one.Field.Name) is { Type.IsRequired: true }
        );
    }

    private static IEnumerable<(EntityModel Entity, FieldModel Field)> SeenByContacts() =>
        from entity in EntityModel.All
        where entity.Type.IsDefined(typeof(SeenByContactsAttribute), inherit: false)
        from field in entity.Fields
        select (entity, field);

    private OutOfSight Hides(World world)
    {
        var opened = world.Rows<Case>().Where(one => one.OpenedById is not null).ToLookup(one => one.OpenedById);
        contact = world
            .Rows<Contact>()
            .Where(one => one.AccountId is not null)
            .MaxBy(one =>
                opened[one.Id].Count(c => c.DeletedAt is null && (c.AccountId is null || c.AccountId == one.AccountId))
            )!;
        return new OutOfSight(contact, level, world);
    }

    /// <summary>Texts that the contact does not read, but for their own.</summary>
    private IEnumerable<string> OtherTexts() =>
        from one in SeenByContacts()
        where one.Field is ScalarField { IsText: true, Audience: not FieldAudience.Public }
        let field = (ScalarField)one.Field
        let isUnique = field.Property.IsDefined(typeof(UniqueAttribute), inherit: false)
        where !isUnique || !field.Required
        select $"""
            UPDATE "{one.Entity.Table}" SET "{field.Property.Name}" = {(isUnique ? "NULL" : "'zq'")}
            WHERE NOT ("{one.Entity.Key!.Name}" = {contact.Id} AND '{one.Entity.Name}' = 'Contact')
            """;

    private Document Make(Choices choices)
    {
        var (shape, world) = (Named(twins.Hiding.Shape), twins.World);
        var maker = new SelectionMaker(shape, new ValueMaker(shape, world, choices), choices);
        var size = new Variable("size", "Int!", new NumberValue(choices.Pick([1L, 10, 50])), AsDefault: false);
        return maker.Document(["cases"], depth: 1 + choices.Below(3), size);
    }

    /// <summary>The schema without what a contact may not name in conditions and orders: they would be refused alike.</summary>
    private ApiShape Named(ApiShape whole)
    {
        var types = whole.Types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var (entity, _) in SeenByContacts().DistinctBy(one => one.Entity))
        {
            var hidden = entity
                .Fields.Where(field => field.Audience is not FieldAudience.Public || (!bugs && field.Name is "bugs"))
                .SelectMany(field => new[] { field.Name, (field as ReferenceField)?.InputName ?? field.Name })
                .ToHashSet(StringComparer.Ordinal);
            foreach (var name in new[] { entity.FilterName, entity.Name + "SortInput" })
            {
                if (types.GetValueOrDefault(name) is { } input)
                    types[name] = input with
                    {
                        InputFields = input.InputFields.Where(one => !hidden.Contains(one.Key)).ToDictionary(),
                    };
            }
        }
        return new ApiShape(types);
    }

    private IEnumerable<long> SomeKeys(string entity) =>
        twins.World.Rows(World.TypeOf(entity)).Select(HiddenRows.KeyOf).Order().Take(3);
}

public sealed class OwnPortalReachTests() : PortalReachTests(AccessLevel.Own);

/// <summary>Whoever sees most.</summary>
public sealed class AccountPortalReachTests() : PortalReachTests(AccessLevel.Team, bugs: true);
