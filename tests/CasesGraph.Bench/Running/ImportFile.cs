using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Running;

/// <summary>A CSV of new cases, with ten fields, of which three are found in the base.</summary>
internal sealed class ImportFile(
    IReadOnlyList<string> accounts,
    IReadOnlyList<string> emails,
    IReadOnlyList<string> users
)
{
    private static readonly string[] Words =
    [
        "printer",
        "invoice",
        "login",
        "delivery",
        "password",
        "order",
        "network",
        "screen",
        "backup",
        "license",
        "update",
        "contract",
        "server",
        "mail",
        "phone",
        "report",
    ];

    public static async Task<ImportFile> ForAsync(BenchServer server, CancellationToken token)
    {
        var data = await JobEnd.AskAsync(
            server,
            "{ accounts(first: 100) { nodes { name } } contacts(first: 100) { nodes { email } } users(first: 10) { nodes { userName } } }",
            token
        );
        return new ImportFile(Texts("accounts", "name"), Texts("contacts", "email"), Texts("users", "userName"));

        IReadOnlyList<string> Texts(string list, string field) =>
            [
                .. data[list]!["nodes"]!
                    .AsArray()
                    .Select(node => (string?)node![field])
                    .OfType<string>()
                    .GroupBy(text => text, StringComparer.OrdinalIgnoreCase)
                    .Where(same => same.Count() == 1)
                    .Select(same => same.Key),
            ];
    }

    /// <summary>The same rows for the same name.</summary>
    public byte[] Rows(string name, int count)
    {
        var random = new Random(count);
        var text = new StringBuilder(
            "subject,description,status,priority,type,account.name,contacts,assignedTo,externalReference,tags\r\n"
        );
        for (var row = 1; row <= count; row++)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"\"{Some(5)}, {row}\",\"{Some(40)}\",{Of("NEW", "ASSIGNED", "CLOSED")},{Of("HIGH", "MEDIUM", "LOW")},{Of("USER", "PRODUCT")},\"{Of([.. accounts])}\",{Of([.. emails])},{Of([.. users])},{name}-{row},{Of("vip", "eu", "renewal")}"
            );
        return Encoding.UTF8.GetBytes(text.ToString());

        string Of(params string[] values) => values[random.Next(values.Length)];
        string Some(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Of(Words)));
    }
}
