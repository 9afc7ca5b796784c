using CasesGraph.Attachments;

namespace CasesGraph.Imports.Running;

/// <summary>Files that messages of rows bring: stored before the transaction that names them, like those of a request.</summary>
internal sealed class RowFiles(UploadReceiver receiver)
{
    /// <summary>Tells what storing them would come to.</summary>
    public void Look(IEnumerable<GivenRow> rows)
    {
        foreach (var (file, isOneTooMany) in Of(rows))
            file.Upload = receiver.Look(file.FileName, file.Content.Length, isOneTooMany);
    }

    /// <summary>Stores them; what nothing names once the result is disposed of is removed.</summary>
    /// <returns>Null where there are none.</returns>
    public async Task<ReceivedFiles?> StoreAsync(IEnumerable<GivenRow> rows, CancellationToken token)
    {
        var all = Of(rows).ToList();
        if (all.Count == 0)
            return null;
        var received = receiver.Begin();
        try
        {
            foreach (var (file, isOneTooMany) in all)
            {
                var content = file.Content;
                file.Upload = await receiver.ReceiveAsync(file.FileName, ReadAsync, isOneTooMany, received, token);

                ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken _)
                {
                    var some = content[..Math.Min(buffer.Length, content.Length)];
                    some.CopyTo(buffer);
                    content = content[some.Length..];
                    return ValueTask.FromResult(some.Length);
                }
            }
            return received;
        }
        catch
        {
            await received.DisposeAsync();
            throw;
        }
    }

    /// <summary>A message has as many as a request.</summary>
    private IEnumerable<(RowFile File, bool IsOneTooMany)> Of(IEnumerable<GivenRow> rows) =>
        from message in rows.SelectMany(row => row.Messages)
        from file in message.Files
        select (file, message.Files.Count > receiver.Settings.MaxFiles);
}
