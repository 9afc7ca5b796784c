using System.Text.Json;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>How a client follows.</summary>
public enum FollowedOver
{
    Socket,
    Events,
}

/// <summary>A client of one subscription, the same for both transports.</summary>
internal abstract class FollowedStream : IAsyncDisposable
{
    /// <summary>Begins to follow; a socket does not say when it has been accepted, so give a cursor.</summary>
    public static async Task<FollowedStream> OpenAsync(FollowedOver transport, HttpClient client, string subscription)
    {
        if (transport is FollowedOver.Events)
            return new OverEvents(client, await GraphEvents.OpenAsync(client, subscription));
        var socket = await GraphSocket.OpenAsync(
            client,
            client.DefaultRequestHeaders.ToDictionary(one => one.Key, one => one.Value.Single(), StringComparer.Ordinal)
        );
        await socket.SubscribeAsync(OverSocket.Id, subscription);
        return new OverSocket(socket);
    }

    /// <summary>The next answer as a whole; null when the subscription has ended.</summary>
    public abstract Task<JsonElement?> NextAsync();

    /// <summary>Asks besides, as the same caller; the data.</summary>
    public abstract Task<JsonElement> AskAsync(string query);

    public abstract ValueTask DisposeAsync();

    /// <summary>The next event: the value of the only field at the root.</summary>
    public async Task<JsonElement> EventAsync()
    {
        var answer = await AnswerAsync();
        Assert.False(IsChanged(answer), $"{answer}");
        return Value(answer);
    }

    /// <summary>The next answer, which says that the caller may do something else.</summary>
    public async Task ChangedAsync()
    {
        var answer = await AnswerAsync();
        Assert.True(IsChanged(answer), $"{answer}");
    }

    /// <summary>Ends with an error; its code.</summary>
    public async Task<string?> RefusalAsync()
    {
        var answer = await AnswerAsync();
        Assert.Null(await NextAsync());
        return Assert
            .Single(answer.GetProperty("errors").EnumerateArray())
            .GetProperty("extensions")
            .GetProperty("code")
            .GetString();
    }

    public static JsonElement Value(JsonElement answer) => answer.GetProperty("data").EnumerateObject().Single().Value;

    public static bool IsChanged(JsonElement answer)
    {
        var isChanged =
            answer.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("access", out var access)
            && access.TryGetProperty("changed", out var changed)
            && changed.GetBoolean();
        if (isChanged)
            Assert.Equal("""{"data":null,"extensions":{"access":{"changed":true}}}""", answer.GetRawText());
        return isChanged;
    }

    private async Task<JsonElement> AnswerAsync() =>
        await NextAsync() ?? throw new InvalidOperationException("The subscription has ended.");

    private sealed class OverSocket(GraphSocket socket) : FollowedStream
    {
        public const string Id = "followed";

        private readonly Queue<JsonElement> waiting = [];
        private int asked;
        private bool hasFailed;

        public override async Task<JsonElement?> NextAsync()
        {
            if (hasFailed)
                return null;
            var message = waiting.TryDequeue(out var first) ? first : await socket.MessageAsync();
            Assert.Equal(Id, message.GetProperty("id").GetString());
            hasFailed = message.GetProperty("type").GetString() is "error";
            return hasFailed ? JsonSerializer.SerializeToElement(new { errors = message.GetProperty("payload") })
                : message.GetProperty("type").GetString() is "next" ? message.GetProperty("payload")
                : null;
        }

        public override async Task<JsonElement> AskAsync(string query)
        {
            var id = $"asked {++asked}";
            await socket.SubscribeAsync(id, query);
            JsonElement? data = null;
            while (true)
            {
                var message = await socket.MessageAsync();
                if (message.GetProperty("id").GetString() is Id)
                    waiting.Enqueue(message);
                else if (message.GetProperty("type").GetString() is "complete")
                    return data!.Value;
                else
                    data = message.GetProperty("payload").GetProperty("data");
            }
        }

        public override ValueTask DisposeAsync() => socket.DisposeAsync();
    }

    private sealed class OverEvents(HttpClient client, GraphEvents events) : FollowedStream
    {
        public override async Task<JsonElement?> NextAsync()
        {
            var next = await events.ReadAsync();
            return next is { Type: "next" } ? JsonDocument.Parse(next.Data).RootElement : null;
        }

        public override Task<JsonElement> AskAsync(string query) => client.AskAsync(query);

        public override ValueTask DisposeAsync()
        {
            events.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
