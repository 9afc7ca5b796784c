using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>
/// How much the files of one case may have together. A new case cannot have more, as a request has less; one that others
/// are merged into can, and then takes no more.
/// </summary>
public sealed class CaseRoom(UploadSettings settings)
{
    /// <summary>Notes when the files of an input do not fit beside those that the case has.</summary>
    /// <param name="field">The input's field that holds the files.</param>
    internal async Task CheckAsync(
        string field,
        IReadOnlyList<Upload> files,
        Case @case,
        InputChecks checks,
        Call call,
        CancellationToken token
    )
    {
        if (files.Count == 0)
            return;
        var taken = await call
            .Db.Set<Attachment>()
            .Where(file => file.CaseNumber == @case.Number)
            .SumAsync(file => file.Size, token);
        var wanted = files.Sum(file => file.Content?.Size ?? 0);
        if (taken + wanted > settings.CaseBytes)
        {
            checks.Add(
                InputChecks.Path(field),
                ValidationCode.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The files of a case have at most {settings.CaseBytes} bytes together; those that it has and these have {taken + wanted}."
                )
            );
        }
    }
}
