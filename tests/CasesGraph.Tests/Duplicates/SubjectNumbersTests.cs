using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Duplicates;

/// <summary>What the numbers of subjects and the prefixes of replies say about duplicates, of the same customer on the same day.</summary>
public sealed class SubjectNumbersTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("Invoice 14 is wrong", "Invoice 84 is wrong", true)]
    [InlineData("Total of invoice 14 is wrong", "Total of invoice 84 and 85 is wrong", true)]
    [InlineData("Error 500 on order 17", "Error 500 on order 18", true)]
    [InlineData("Meeting on 2026-01-05", "Meeting on 2026-01-06", true)]
    [InlineData("Crash in version 2.1", "Crash in version 2.3", true)]
    [InlineData("Router XK7-A reboots", "Router XL7-A reboots", true)]
    [InlineData("請求書 14 の件", "請求書 84 の件", true)]
    [InlineData("Фактура ٣ помилка", "Фактура 4 помилка", true)]
    [InlineData("Order 4711 failed", "Order 4711 failed again", false)]
    [InlineData("Order 4711 failed", "RE: order #12 4711 failed", false)]
    [InlineData("Invoice 0014 is wrong", "Invoice 14 is wrong", false)]
    [InlineData("Device AB-4711 is dead", "Device AB4711 is dead", false)]
    [InlineData("Printer jam on the floor", "Printer jam on the floor 3", false)]
    [InlineData("Orders 1 and 2 are late", "Orders 2 and 1 are late", false)]
    [InlineData("Order 3 of 5 is late", "Order 3 is late", false)]
    [InlineData("Case 14: printer jam", "Case 84: printer jam", false)]
    [InlineData("請求書１４の件", "請求書 14 の件", false)]
    public async Task Numbers_that_both_have_and_that_differ_keep_subjects_apart(string one, string other, bool apart)
    {
        var customer = await NewCustomerAsync();
        var (first, second) = (await NewCaseAsync(one, customer), await NewCaseAsync(other, customer));

        Assert.Equal(!apart, (await DuplicatesAsync($"caseId: {first}")).Contains(second));
        Assert.Equal(!apart, (await DuplicatesAsync($"caseId: {second}")).Contains(first));
        Assert.Equal(apart ? [] : [$"{first} {second}"], await GroupsAsync(customer));
    }

    [Fact]
    public async Task A_subject_without_numbers_brings_none_together_that_these_keep_apart()
    {
        var customer = await NewCustomerAsync();
        var plain = await NewCaseAsync("Refund missing from the bill", customer);
        var one = await NewCaseAsync("Refund missing from the bill 14", customer);
        var other = await NewCaseAsync("Refund missing from the bill 84", customer);
        var again = await NewCaseAsync("AW: Refund missing from the bill 84", customer);

        Assert.Equal([$"{other} {again}", $"{plain} {one}"], await GroupsAsync(customer));
        Assert.Equal([one, other, again], (await DuplicatesAsync($"caseId: {plain}")).Order());
    }

    [Theory]
    [InlineData("Re: ")]
    [InlineData("FWD: ")]
    [InlineData("AW: Re: ")]
    [InlineData("[Ticket #4711] Antwort: ")]
    public async Task The_same_text_but_for_its_prefix_comes_first_whoever_the_customer_is(string prefix)
    {
        var customer = await NewCustomerAsync();
        var text = $"Export of {customer.Account} stops in the middle";
        var near = await NewCaseAsync($"{text} of it", customer);
        var same = await NewCaseAsync(prefix + text, customer: null);

        Assert.Equal(
            [same, near],
            await DuplicatesAsync($$"""draft: { subject: "{{text}}", accountId: "{{customer.Account}}" }""")
        );
    }

    private async Task<Customer> NewCustomerAsync() =>
        new(
            Id(await world.RunAsync("createAccount", """{name: "Customer"}"""), "account"),
            Id(await world.RunAsync("createContact", """{firstName: "Ana", lastName: "Sousa"}"""), "contact")
        );

    private async Task<long> NewCaseAsync(string subject, Customer? customer)
    {
        var made = await world.Server.Client.MutateAsync(
            "createCase",
            new
            {
                subject,
                accountId = customer?.Account,
                contacts = customer is null ? null : new[] { new { contactId = customer.Contact } },
            }
        );
        return Number(made.Object("case"));
    }

    private async Task<List<long>> DuplicatesAsync(string of)
    {
        var data = await world.ReadAsync($$$"""{ duplicateCases(of: { {{{of}}} }, first: 100) { case { number } } }""");
        return [.. data.GetProperty("duplicateCases").EnumerateArray().Select(one => Number(one.GetProperty("case")))];
    }

    private async Task<List<string>> GroupsAsync(Customer customer)
    {
        var data = await world.ReadAsync(
            $$$"""{ duplicateCaseGroups(where: {accountId: {eq: "{{{customer.Account}}}"}}) { nodes { cases { number } } } }"""
        );
        return
        [
            .. data.GetProperty("duplicateCaseGroups")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(group => string.Join(' ', group.GetProperty("cases").EnumerateArray().Select(Number))),
        ];
    }

    private static string Id(Payload made, string kind) => made.Object(kind).GetProperty("id").GetString()!;

    private static long Number(JsonElement node) => node.GetProperty("number").GetInt64();

    private sealed record Customer(string Account, string Contact);
}
