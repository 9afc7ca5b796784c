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
    internal Task CheckAsync(
        string field,
        IReadOnlyList<Upload> files,
        Case @case,
        InputChecks checks,
        Call call,
        CancellationToken token
    ) => CheckAllAsync(field, [new(@case.Number, files, checks)], call, token);

    /// <summary>The same of several cases.</summary>
    internal async Task CheckAllAsync(string field, IReadOnlyList<FilesOfCase> all, Call call, CancellationToken token)
    {
        var given = all.Where(one => one.Files.Count > 0).ToList();
        if (given.Count == 0)
            return;
        var numbers = given.Select(one => one.Number).Distinct().ToList();
        var taken = await call
            .Db.Set<Attachment>()
            .Where(file => numbers.Contains(file.CaseNumber))
            .GroupBy(file => file.CaseNumber)
            .Select(files => new { Number = files.Key, Size = files.Sum(file => file.Size) })
            .ToDictionaryAsync(one => one.Number, one => one.Size, token);
        foreach (var (number, files, checks) in given)
        {
            var size = taken.GetValueOrDefault(number) + files.Sum(file => file.Content?.Size ?? 0);
            if (size > settings.CaseBytes)
                checks.Add(
                    InputChecks.Path(field),
                    ValidationCode.TooLarge,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The files of a case have at most {settings.CaseBytes} bytes together; those that it has and these have {size}."
                    )
                );
        }
    }
}

/// <summary>Files that come to a case, and where it is noted that they do not fit.</summary>
internal sealed record FilesOfCase(long Number, IReadOnlyList<Upload> Files, InputChecks Checks);
