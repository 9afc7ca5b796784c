using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.Users;

internal static class UserFields
{
    public static IEnumerable<RootField> Queries { get; } =
    [
        new ListField(EntityModel.Of<User>(), "users", "Users by their full name, inactive ones included."),
        new ByIdField(EntityModel.Of<User>(), "userById", "One user by the opaque id."),
    ];

    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<CreateUserInput, CreateUserPayload>(
            "createUser",
            "Creates a user, to whom cases can be assigned.",
            new CreateUser().RunAsync
        ),
        new MutationField<UpdateUserInput, UpdateUserPayload>(
            "updateUser",
            "Changes fields of a user: what is absent stays, null clears.",
            new UpdateUser().RunAsync
        ),
    ];
}
