namespace CasesGraph.Server.Http;

/// <summary>Ends the reading of a request.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal => refusal;
}
