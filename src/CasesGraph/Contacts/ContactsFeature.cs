using CasesGraph.Graph.Running;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Contacts;

internal static class ContactsFeature
{
    public static IServiceCollection AddContacts(this IServiceCollection services) =>
        services
            .AddQuery(new ListField(EntityModel.Of<Contact>(), "contacts", "Contacts by last and first name."))
            .AddQuery(
                new ByIdField(EntityModel.Of<Contact>(), "contactById", "One contact by its id, deleted ones included.")
            )
            .AddEntityMutations<Contact, ContactRules>();
}
