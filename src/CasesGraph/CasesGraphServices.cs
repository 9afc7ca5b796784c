using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Audit;
using CasesGraph.Bugs;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Duplicates;
using CasesGraph.Editing;
using CasesGraph.Exports;
using CasesGraph.Find;
using CasesGraph.Graph;
using CasesGraph.Groups;
using CasesGraph.Identities;
using CasesGraph.Imports;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Keys;
using CasesGraph.Links;
using CasesGraph.MassUpdate;
using CasesGraph.Membership;
using CasesGraph.Merge;
using CasesGraph.Portal;
using CasesGraph.Purge;
using CasesGraph.Reassigning;
using CasesGraph.RecordMerge;
using CasesGraph.Records;
using CasesGraph.Redaction;
using CasesGraph.Replies;
using CasesGraph.Revert;
using CasesGraph.Roles;
using CasesGraph.SavedFilters;
using CasesGraph.Seeding;
using CasesGraph.StatusDetails;
using CasesGraph.Tags;
using CasesGraph.Teams;
using CasesGraph.Upserts;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph;

/// <summary>The table of contents: what the service does, a line a feature, in the order of the schema.</summary>
public static class CasesGraphServices
{
    public static IServiceCollection AddCasesGraph(this IServiceCollection services, DatabaseSettings database) =>
        services
            .AddCasesData(database)
            .AddGraph()
            .AddEditing()
            .AddGroups()
            .AddCaseFields()
            .AddDuplicates()
            .AddPurge()
            .AddRedaction()
            .AddLinks()
            .AddMassUpdate()
            .AddReplies()
            .AddAttachments()
            .AddMerge()
            .AddRevert()
            .AddAccounts()
            .AddContacts()
            .AddBugs()
            .AddRecords()
            .AddRecordMerge()
            .AddUsers()
            .AddReassigning()
            .AddTeams()
            .AddMembership()
            .AddRoles()
            .AddKeys()
            .AddPortal()
            .AddIdentities()
            .AddAudit()
            .AddUpserts()
            .AddChangeLog()
            .AddJobs()
            .AddJobFiles()
            .AddImports()
            .AddExports()
            .AddMe()
            .AddTags()
            .AddFind()
            .AddStatusDetails()
            .AddSavedFilters()
            .AddSeeding();
}
