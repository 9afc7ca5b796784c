using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Attachments;

internal static class UploadChecks
{
    private static readonly ScalarField NameField = (ScalarField)EntityModel.Of<Attachment>().Find("fileName")!;

    /// <summary>Notes every mistake of every file.</summary>
    /// <param name="field">The input's field that holds the files.</param>
    public static void Run(string field, IReadOnlyList<Upload> files, InputChecks checks) =>
        Run([field], files, checks);

    /// <summary>The same where the field is further down in the input.</summary>
    public static void Run(string[] at, IReadOnlyList<Upload> files, InputChecks checks)
    {
        // One mistake of the whole list: none of its files was kept.
        if (files.FirstOrDefault(file => file.Mistake?.Code is ValidationCode.TooMany) is { Mistake: { } tooMany })
            checks.Add(InputChecks.Path(at), tooMany.Code, tooMany.Message);
        for (var index = 0; index < files.Count; index++)
        {
            var (path, file) = (InputChecks.Path([.. at, InputChecks.Item(index)]), files[index]);
            Run(path, file, checks);
        }
    }

    /// <summary>Notes every mistake of one file, but for those of the list that it is in.</summary>
    public static void Run(IReadOnlyList<string> path, Upload file, InputChecks checks)
    {
        if (file.Mistake is { Code: not ValidationCode.TooMany } mistake)
            checks.Add(path, mistake.Code, mistake.Message);
        if (file.FileName is "." or "..")
            checks.Add(path, ValidationCode.InvalidValue, $"{NameField.Label} cannot be {file.FileName}");
        else if (file.FileName.Contains('\t', StringComparison.Ordinal))
            checks.Add(path, ValidationCode.InvalidCharacter, $"{NameField.Label} holds a tab.");
        else
            checks.Text(path, NameField, file.FileName);
    }

    /// <summary>For a file without mistakes.</summary>
    public static Attachment ToAttachment(Upload file, bool isInternal, Call call) =>
        new()
        {
            Internal = isInternal,
            FileName = file.FileName,
            ContentType = file.Content!.ContentType,
            Size = file.Content.Size,
            Sha256 = file.Content.Sha256,
            StorageKey = file.Content.StorageKey,
            CreatedAt = call.Now,
            CreatedBy = call.Caller.Actor,
        };
}
