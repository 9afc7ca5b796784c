using CasesGraph.Access;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Graph.Running;

/// <summary>How a feature says what it has at the roots; the schema has it in the order of registration.</summary>
internal static class RootRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddQuery(QueryField field) => services.AddSingleton(field);

        /// <summary>A subscription that is made with the services that it asks for.</summary>
        public IServiceCollection AddSubscription<TField>()
            where TField : SubscriptionField => services.AddSingleton<SubscriptionField, TField>();

        /// <summary>An operation, made with the services that it asks for, as a mutation.</summary>
        /// <param name="needs">What a caller must be allowed; null where the operation alone says (<see cref="IDemands{TInput}"/>).</param>
        public IServiceCollection AddMutation<TOperation, TInput, TPayload>(
            AccessAction? needs,
            string name,
            string description
        )
            where TOperation : class, IOperation<TInput, TPayload>
            where TInput : class
            where TPayload : class
        {
            services.TryAddSingleton<TOperation>();
            return services.AddSingleton<MutationField>(given => new MutationField<TInput, TPayload>(
                name,
                description,
                needs,
                given.GetRequiredService<TOperation>(),
                given.GetRequiredService<BeginLog>()
            ));
        }
    }
}
