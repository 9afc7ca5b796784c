using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>Every mutation by contacts, who may do what is declared for them and nothing else.</summary>
[Collection(MatrixTests.Name)]
public sealed class ContactMatrixTests(MatrixWorld world)
{
    /// <summary>What they give, with a mistake: whoever may writes nothing either.</summary>
    private static readonly Dictionary<string, string> Inputs = new(StringComparer.Ordinal)
    {
        ["createCase"] = """{"subject": ""}""",
        ["updateCase"] = """{"id": "@case", "status": "CLOSED", "expectedVersion": 999}""",
        ["addCaseUpdate"] = """{"caseId": "@case", "text": "New", "expectedVersion": 999}""",
        ["attachToCase"] = """{"caseId": "@case", "files": []}""",
    };

    private static IEnumerable<string> Theirs => NeededActions.Declared.Values.Where(IsTheirs).Select(one => one.Name);

    [Fact]
    public void What_is_for_them_has_an_input_here() =>
        Assert.Equal(Inputs.Keys.Order(StringComparer.Ordinal), Theirs.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("OWN")]
    [InlineData("ACCOUNT")]
    public async Task What_is_not_declared_for_them_is_refused_by_its_coordinate(string access)
    {
        using var client = await ContactAsync(access, await CasesAsync());
        var walk = new InputWalk(world.Shape, entity => MatrixWorld.Key(world.Ids[MatrixWorld.NameOf(entity)]));
        await world.SameRowsAsync(async () =>
        {
            foreach (var mutation in UsualInputs.All.Keys.Except(Theirs, StringComparer.Ordinal))
            {
                var answer = await world.Mutator.AskAsync(client, mutation, world.Input(mutation));
                Assert.Contains($"\"coordinate\":\"Mutation.{mutation}\"", answer, StringComparison.Ordinal);
                Assert.DoesNotContain(MatrixWorld.Canary, answer, StringComparison.Ordinal);
            }
            foreach (var mutation in Theirs)
            {
                var declared = NeededActions.Declared[mutation].ForContacts!;
                var refused = new HashSet<string>(StringComparer.Ordinal);
                foreach (var given in walk.Of(mutation, world.Read(Inputs[mutation])))
                {
                    var answer = await world.Mutator.AskAsync(client, mutation, given.Input, reason: null);
                    var field = given.Path.Split('.', ':')[0];
                    var input = world.Shape["Mutation"].Fields[mutation].Arguments["input"].Named;
                    if (answer.Contains($"\"coordinate\":\"{input}.{field}\"", StringComparison.Ordinal))
                        refused.Add(field);
                }
                Assert.Equal(
                    world
                        .Shape[world.Shape["Mutation"].Fields[mutation].Arguments["input"].Named]
                        .InputFields.Keys.Except(declared, StringComparer.Ordinal)
                        .Except(["reason", "caseRef"], StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                    refused.Except(["caseRef"], StringComparer.Ordinal).Order(StringComparer.Ordinal)
                );
            }
        });
    }

    [Theory]
    [InlineData("OWN", "own")]
    [InlineData("ACCOUNT", "own, of the account")]
    public async Task A_case_that_is_not_theirs_is_as_one_that_never_was(string access, string seen)
    {
        var cases = await CasesAsync();
        using var client = await ContactAsync(access, cases);
        await world.SameRowsAsync(async () =>
        {
            foreach (var mutation in Theirs.Except(["createCase"], StringComparer.Ordinal))
            {
                foreach (var one in cases.All)
                {
                    var (answer, unknown) = (await AskAsync(one), await AskAsync(one.Unknown));
                    if (seen.Split(", ").Contains(one.Name, StringComparer.Ordinal))
                        Assert.DoesNotContain("CaseNotFoundError_", answer, StringComparison.Ordinal);
                    else
                        Assert.Equal(one.WithoutIds(unknown), one.WithoutIds(answer));
                    Assert.DoesNotContain("ForbiddenError_", answer, StringComparison.Ordinal);

                    Task<string> AskAsync(MatrixCase of) =>
                        world.Mutator.AskAsync(
                            client,
                            mutation,
                            world.Read(
                                Inputs[mutation],
                                new Dictionary<string, string>(StringComparer.Ordinal) { ["case"] = of.Id }
                            ),
                            reason: null
                        );
                }
            }
        });
    }

    private static bool IsTheirs(CasesGraph.Graph.Running.MutationField field) => field.ForContacts is not null;

    private async Task<HttpClient> ContactAsync(string access, ContactCases cases)
    {
        await world.Administrator.MutateAsync(
            "setPortalAccess",
            input: null,
            $$"""{contactId: "{{cases.Contact}}", access: {{access}}, reason: "asked for"}""",
            "contact { id }"
        );
        return await world.Callers.ContactAsync(cases.Contact);
    }

    private Task<ContactCases> CasesAsync() => ContactCases.AddAsync(world);

    /// <summary>Cases of a contact, of their account, and of others.</summary>
    private sealed record ContactCases(string Contact, IReadOnlyList<MatrixCase> All)
    {
        public static async Task<ContactCases> AddAsync(MatrixWorld world)
        {
            var account = await world.NewAsync("createAccount", new { name = world.Next() });
            var (contact, colleague) = (await ContactAsync(), await ContactAsync());
            var all = new List<MatrixCase>();
            var own = await CaseAsync("own", CaseState.InUse, contact, account);
            await CaseAsync("of the account", CaseState.InUse, colleague, account);
            await CaseAsync("foreign", CaseState.InUse, world.Ids["contact"], world.Ids["account"]);
            await CaseAsync("own of another account", CaseState.InUse, contact, world.Ids["account"]);
            var deleted = await CaseAsync("deleted", CaseState.Deleted, contact, account);
            await world.WriteAsync("deleteCases", new { select = new { ids = new[] { deleted.Id } } });
            var merged = await CaseAsync("merged", CaseState.Merged, contact, account);
            await world.WriteAsync("mergeCases", new { primaryId = own.Id, duplicateIds = new[] { merged.Id } });
            return new(contact, all);

            Task<string> ContactAsync() =>
                world.NewAsync("createContact", new { lastName = world.Next(), accountId = account });

            async Task<MatrixCase> CaseAsync(string name, CaseState state, string openedBy, string of)
            {
                var id = await world.CaseAsync(world.Ids["team"], openedBy: openedBy, account: of);
                all.Add(new MatrixCase(name, state, id, await CaseParts.AddAsync(world, id)));
                return all[^1];
            }
        }
    }
}
