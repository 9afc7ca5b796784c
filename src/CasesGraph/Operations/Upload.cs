using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>A file that came with a request, as an operation gets it: what is left of it to do is a row.</summary>
/// <param name="FileName">As it was sent, without a path and without what turns the direction of writing; may be empty, or hold what no name may.</param>
public sealed record Upload(string FileName, UploadedContent? Content, UploadMistake? Mistake)
{
    /// <summary>Stands for a file that has not arrived yet, while its request is judged.</summary>
    public static Upload Expected { get; } = new("", Content: null, Mistake: null);
}

/// <summary>A file's content, stored durably under a key of its own.</summary>
/// <param name="Sha256">In small hexadecimal digits.</param>
public sealed record UploadedContent(string StorageKey, string ContentType, long Size, string Sha256);

/// <summary>A limit that a file was over.</summary>
public sealed record UploadMistake(ValidationCode Code, string Message);
