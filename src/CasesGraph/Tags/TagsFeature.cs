using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tags;

internal static class TagsFeature
{
    public static IServiceCollection AddTags(this IServiceCollection services) =>
        services
            .AddQuery(new ListField(EntityModel.Of<Tag>(), "tags", "Tags by their name."))
            .AddQuery(new ByIdField(EntityModel.Of<Tag>(), "tagById", "One tag by the opaque id."))
            .AddSingleton<EntityRules<Tag>, TagRules>()
            .AddMutation<UpdateEntity<Tag>, UpdateInput<Tag>, UpdatePayload<Tag>>(
                AccessAction.AccessManage,
                "updateTag",
                "Changes a tag's name or colour, for all cases at once: what is absent stays, null clears."
            )
            .AddMutation<MergeTags, MergeTagsInput, MergeTagsPayload>(
                AccessAction.AccessManage,
                "mergeTags",
                "Makes one tag of several: cases are marked with the one that stays, the others are deleted. More than 1,000 cases are a job's."
            )
            .AddMutation<DeleteTags, DeleteTagsInput, DeleteTagsPayload>(
                AccessAction.AccessManage,
                "deleteTags",
                "Deletes tags and takes them from all cases; more than 1,000 cases are a job's. revertChangeSet undoes it."
            );
}
