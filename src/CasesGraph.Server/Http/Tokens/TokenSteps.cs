namespace CasesGraph.Server.Http.Tokens;

internal static class TokenSteps
{
    public static void AddTokens(this IServiceCollection services) =>
        services
            .AddSingleton<TokenIssuers>()
            .AddSingleton<TokenClaims>()
            .AddSingleton<RememberedTokens>()
            .AddSingleton<TokenVerification>()
            .AddSingleton<SignInByToken>()
            .AddHostedService<SigningKeyUpkeep>();
}
