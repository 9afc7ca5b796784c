using CasesGraph.Graph;
using CasesGraph.Server.Http;
using CasesGraph.Serving;

namespace CasesGraph.Tests.Http;

public sealed class AnswerStatusTests
{
    [Theory]
    [InlineData(GraphErrorCode.SyntaxError, 200, 400)]
    [InlineData(GraphErrorCode.ValidationFailed, 200, 400)]
    [InlineData(GraphErrorCode.InvalidVariable, 200, 400)]
    [InlineData(GraphErrorCode.InvalidCursor, 200, 400)]
    [InlineData(GraphErrorCode.LimitExceeded, 200, 400)]
    [InlineData(GraphErrorCode.BadRequest, 400, 400)]
    [InlineData(GraphErrorCode.MethodNotAllowed, 405, 405)]
    [InlineData(GraphErrorCode.IdempotencyKeyReused, 409, 409)]
    [InlineData(GraphErrorCode.IdempotencyInProgress, 409, 409)]
    [InlineData(GraphErrorCode.IdempotentAnswerGone, 409, 409)]
    [InlineData(GraphErrorCode.InternalError, 500, 500)]
    [InlineData(GraphErrorCode.Timeout, 504, 504)]
    public void A_refused_request_has_the_status_of_its_code(string code, int json, int graphResponse)
    {
        var answer = GraphAnswer.Refused(new GraphError(code, "No."));
        Assert.Equal(json, AnswerStatus.Of(answer, AnswerType.Json));
        Assert.Equal(graphResponse, AnswerStatus.Of(answer, AnswerType.GraphResponse));
    }

    [Theory]
    [InlineData(GraphErrorCode.InternalError, 200)]
    [InlineData(GraphErrorCode.IdempotencyKeyReused, 409)]
    public void An_executed_request_is_fine_unless_its_key_conflicts(string code, int expected)
    {
        var answer = GraphAnswer.Complete("{\"a\":null}"u8.ToArray(), [new GraphError(code, "No.")]);
        Assert.Equal(expected, AnswerStatus.Of(answer, AnswerType.Json));
        Assert.Equal(expected, AnswerStatus.Of(answer, AnswerType.GraphResponse));
    }
}
