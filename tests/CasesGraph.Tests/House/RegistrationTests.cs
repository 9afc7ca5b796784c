using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph;
using CasesGraph.Graph.Running;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.House;

/// <summary>What a feature registers is right, or the service does not start.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Types_of_a_mutation_that_are_not_called_as_it_is_are_refused()
    {
        var input = await RefusalAsync(services =>
            services.AddMutation<Nothing, OtherInput, TidyCasesPayload>(AccessAction.CaseEdit, "tidyCases", "None.")
        );
        var payload = await RefusalAsync(services =>
            services.AddMutation<Nothing, TidyCasesInput, OtherPayload>(AccessAction.CaseEdit, "tidyCases", "None.")
        );

        Assert.Contains("OtherInput, which should be TidyCasesInput", input, StringComparison.Ordinal);
        Assert.Contains("OtherPayload, which should be TidyCasesPayload", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_does_not_say_which_fields_it_takes_is_refused() =>
        Assert.Contains(
            "SilentCasesInput.Values does not say which fields it takes",
            await RefusalAsync(services =>
                services.AddMutation<Nothing, SilentCasesInput, SilentCasesPayload>(
                    AccessAction.CaseEdit,
                    "silentCases",
                    "None."
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Errors_of_what_no_mutation_answers_are_refused() =>
        Assert.Contains(
            "OtherPayload has errors",
            await RefusalAsync(services =>
                services.AddQuery(
                    new RecordField(
                        "other",
                        "OtherPayload",
                        "None.",
                        typeof(OtherPayload),
                        FieldRight.Everybody,
                        _ => []
                    )
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_name_at_the_roots_is_taken_once() =>
        Assert.Contains(
            "cases",
            await RefusalAsync(services => services.AddQuery(new ListField(EntityModel.Of<Case>(), "cases", "Again."))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Every_kind_of_job_is_done_by_one_work_for_each_kind_of_record()
    {
        var works = Composed.Services.GetServices<JobWork>().Select(work => (work.Kind, work.RecordType)).ToList();

        Assert.Equal(works.Distinct().Count(), works.Count);
        var longKinds = Composed.Services.GetServices<LongWork>().Select(work => work.Kind);
        Assert.Equal(
            Enum.GetValues<JobKind>(),
            works.Where(work => work.RecordType is RecordType.Case).Select(work => work.Kind).Concat(longKinds).Order()
        );
    }

    private static async Task<string> RefusalAsync(Action<IServiceCollection> more)
    {
        await using var services = Composed.Of(more);
        return Assert.ThrowsAny<Exception>(services.GetRequiredService<ApiSchema>).Message;
    }

    [Description("None.")]
    private sealed record OtherInput(string? Reason);

    [Description("None.")]
    private sealed record TidyCasesInput(string? Reason);

    [Description("None.")]
    private sealed record SilentCasesInput(EntityValues<Case> Values);

    [Description("None."), Errors(typeof(ForbiddenError))]
    private sealed record OtherPayload([property: Description("None.")] int? Count);

    [Description("None."), Errors(typeof(ForbiddenError))]
    private sealed record TidyCasesPayload([property: Description("None.")] int? Count);

    [Description("None."), Errors(typeof(ForbiddenError))]
    private sealed record SilentCasesPayload([property: Description("None.")] int? Count);

    private sealed class Nothing
        : IOperation<OtherInput, TidyCasesPayload>,
            IOperation<TidyCasesInput, OtherPayload>,
            IOperation<SilentCasesInput, SilentCasesPayload>
    {
        public Task<Outcome<TidyCasesPayload>> RunAsync(OtherInput input, Call call, CancellationToken token) =>
            throw new NotSupportedException();

        public Task<Outcome<OtherPayload>> RunAsync(TidyCasesInput input, Call call, CancellationToken token) =>
            throw new NotSupportedException();

        public Task<Outcome<SilentCasesPayload>> RunAsync(SilentCasesInput input, Call call, CancellationToken token) =>
            throw new NotSupportedException();
    }
}
