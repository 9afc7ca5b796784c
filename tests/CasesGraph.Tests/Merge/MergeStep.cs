using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Links;
using CasesGraph.Merge;
using CasesGraph.Operations;
using CasesGraph.Replies;
using CasesGraph.Tags;
using CasesGraph.Tests.Operations;
using CsCheck;

namespace CasesGraph.Tests.Merge;

/// <summary>Something done to one of a few cases, which are known by their place.</summary>
internal abstract record MergeStep
{
    private static readonly string[] Choosable =
    [
        "SUBJECT",
        "DESCRIPTION",
        "STATUS",
        "PRIORITY",
        "TYPE",
        "EXTERNAL_REFERENCE",
        "ACCOUNT",
        "ASSIGNED_TO",
    ];

    private static readonly string[] Editable =
    [
        nameof(Case.Subject),
        nameof(Case.Description),
        nameof(Case.ExternalReference),
    ];

    public static Gen<MergeStep> Merging(int cases) =>
        Gen.Select(
            Gen.Int[0, cases - 1].Array[2, 4].Where(places => places[1..].Any(place => place != places[0])),
            Gen.Select(Gen.OneOf(Choosable), Gen.Int[0, 3]).Array[0, 3],
            MergeStep (places, choices) =>
                new MergeOf(
                    places[0],
                    [.. places[1..].Where(place => place != places[0]).Distinct()],
                    [
                        .. choices
                            .DistinctBy(choice => choice.Item1, StringComparer.Ordinal)
                            .Select(choice => (choice.Item1, choice.Item2)),
                    ]
                )
        );

    /// <summary>One case into another, with choices from it.</summary>
    public static Gen<MergeStep> Merging(int primary, int duplicate) =>
        Gen.OneOf(Choosable)
            .Array[1, 4]
            .Select(
                MergeStep (fields) =>
                    new MergeOf(
                        primary,
                        [duplicate],
                        [.. fields.Distinct(StringComparer.Ordinal).Select(field => (field, 1))]
                    )
            );

    /// <summary>Contacts and bugs linked and unlinked, without a role too; tags given and taken.</summary>
    public static Gen<MergeStep> Linking(int cases) =>
        Gen.Select(
            Gen.Int[0, cases - 1],
            Gen.Int[0, 7],
            Gen.Long[1, 3],
            Gen.OneOf<ContactRole?>([null, ContactRole.Primary, ContactRole.Alternate, ContactRole.Other]),
            MergeStep (place, kind, key, role) => new LinkOf(place, kind, key, role)
        );

    /// <summary>External references out of so few that others have them.</summary>
    public static Gen<MergeStep> Referring(int cases) =>
        Gen.Select(
            Gen.Int[0, cases - 1],
            Gen.Int[0, cases],
            MergeStep (place, of) => new ReferenceOf(place, of == cases ? null : of)
        );

    public static Gen<MergeStep> Unmerging(int cases) =>
        Gen.Int[0, cases - 1].Select(MergeStep (place) => new UnmergeOf(place));

    /// <summary>Values are all different, so that an edit is one whatever was there.</summary>
    public static Gen<MergeStep> Activity(int cases) =>
        Gen.Select(
            Gen.Int[0, cases - 1],
            Gen.Int[0, 4],
            Gen.OneOf(Editable),
            MergeStep (place, kind, field) =>
                kind switch
                {
                    0 => new DeletionOf(place, Restore: false),
                    1 => new DeletionOf(place, Restore: true),
                    2 => new MessageOf(place),
                    _ => new EditOf(place, field),
                }
        );

    /// <summary>Edits that others may follow from, or that change nothing.</summary>
    public static Gen<MergeStep> Edit(int cases) =>
        Gen.Select(
            Gen.Int[0, cases - 1],
            Gen.OneOf(
                OneOf(nameof(Case.Status), [.. Enum.GetValues<CaseStatus>().Cast<object?>()]),
                OneOf(nameof(Case.Type), null, CaseType.User, CaseType.Product),
                OneOf(nameof(Case.AccountId), null, 1L, 2L),
                OneOf(nameof(Case.AssignedToId), null, 1L, 2L),
                OneOf(nameof(Case.OpenedById), null, 1L, 2L)
            ),
            MergeStep (place, value) => new ValueOf(place, value.Property, value.Value)
        );

    private static Gen<(string Property, object? Value)> OneOf(string property, params object?[] values) =>
        Gen.OneOf(values).Select(value => (property, value));

    /// <summary>False when the step was refused.</summary>
    /// <param name="first">The number of the first of the cases.</param>
    /// <param name="serial">A number that no other step has.</param>
    public abstract Task<bool> RunAsync(OperationRun operations, long first, int serial);

    private static async Task<bool> Done<TPayload>(Task<Outcome<TPayload>> outcome)
        where TPayload : class => (await outcome).Errors.Count == 0;

    internal sealed record MergeOf(int Primary, int[] Duplicates, (string Field, int From)[] Choices) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial)
        {
            int[] all = [Primary, .. Duplicates];
            var choices = Choices.Select(choice => new MergeChoiceInput(
                new CaseField(choice.Field),
                new(first + all[choice.From % all.Length])
            ));
            return Done(
                operations.RunAsync(
                    new MergeCases().RunAsync,
                    new MergeCasesInput(
                        new(first + Primary),
                        [.. Duplicates.Select(place => new Ref<Case>(first + place))],
                        [.. choices],
                        ExpectedVersions: null,
                        Reason: null,
                        AcrossAccounts: true
                    )
                )
            );
        }
    }

    internal sealed record UnmergeOf(int Place) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial) =>
            Done(
                operations.RunAsync(new UnmergeCase().RunAsync, new UnmergeCaseInput(new(first + Place), Reason: null))
            );
    }

    internal sealed record DeletionOf(int Place, bool Restore) : MergeStep
    {
        public override async Task<bool> RunAsync(OperationRun operations, long first, int serial)
        {
            var only = new RowSelection<Case>([new(first + Place)], Matching: null, _ => true);
            if (!Restore)
                return (
                        await operations.RunAsync(
                            new DeleteCases(OperationRun.Jobs).RunAsync,
                            new DeleteCasesInput(only, MaxCount: null, ExpectedCount: null, Reason: null)
                        )
                    )
                        .Value!
                        .Deleted == 1;
            var restored = await operations.RunAsync(
                new RestoreCases(OperationRun.Jobs).RunAsync,
                new RestoreCasesInput(only, MaxCount: null, ExpectedCount: null, Reason: null)
            );
            return restored.Value!.Restored == 1;
        }
    }

    internal sealed record MessageOf(int Place) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial) =>
            Done(
                operations.RunAsync(
                    new AddCaseUpdate(new CaseRoom(new UploadSettings()), new FollowUpSettings()).RunAsync,
                    new AddCaseUpdateInput(
                        new(first + Place),
                        $"Message {serial}",
                        FromContactId: null,
                        Attachments: null,
                        SentAt: null,
                        Set: null,
                        ExpectedVersion: null,
                        LastSeenUpdateId: null,
                        Reason: null,
                        Internal: serial % 3 == 0
                    )
                )
            );
    }

    internal sealed record ValueOf(int Place, string Property, object? Value) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial) =>
            Done(
                operations.RunAsync(
                    new UpdateCase().RunAsync,
                    new UpdateCaseInput(
                        new(first + Place),
                        ExpectedVersion: null,
                        OperationRun.Values<Case>((Property, Value)),
                        OperationRun.NoParts,
                        Reason: null
                    )
                )
            );
    }

    internal sealed record LinkOf(int Place, int Kind, long Key, ContactRole? Role) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial)
        {
            var id = new Ref<Case>(first + Place);
            return Kind switch
            {
                0 => Done(
                    operations.RunAsync(
                        new UnlinkCaseContacts().RunAsync,
                        new UnlinkCaseContactsInput(id, [new(Key)], Reason: null)
                    )
                ),
                1 => Done(
                    operations.RunAsync(
                        new LinkCaseBugs().RunAsync,
                        new LinkCaseBugsInput(id, [new(Key)], Reason: null)
                    )
                ),
                2 => Done(
                    operations.RunAsync(
                        new UnlinkCaseBugs().RunAsync,
                        new UnlinkCaseBugsInput(id, [new(Key)], Reason: null)
                    )
                ),
                3 => TagAsync(operations, id, add: $"tag {Key}"),
                4 => TagAsync(operations, id, remove: $"tag {Key}"),
                _ => Done(
                    operations.RunAsync(
                        new LinkCaseContacts().RunAsync,
                        new LinkCaseContactsInput(id, [new(new(Key), Role)], Reason: null)
                    )
                ),
            };
        }
    }

    private static Task<bool> TagAsync(
        OperationRun operations,
        Ref<Case> id,
        string? add = null,
        string? remove = null
    ) =>
        Done(
            operations.RunAsync(
                new UpdateCase().RunAsync,
                new UpdateCaseInput(
                    id,
                    ExpectedVersion: null,
                    OperationRun.Values<Case>(),
                    new InputExtensions([
                        new PatchedCaseTags(
                            SetTags: null,
                            add is null ? null : [add],
                            remove is null ? null : [remove]
                        ),
                    ]),
                    Reason: null
                )
            )
        );

    /// <summary>One of a few references.</summary>
    /// <param name="Of">The place of the case that is given such a reference from the start, or null to clear it.</param>
    internal sealed record ReferenceOf(int Place, int? Of) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial) =>
            new ValueOf(
                Place,
                nameof(Case.ExternalReference),
                Of is { } of ? FormattableString.Invariant($"Shared {first + of}") : null
            ).RunAsync(operations, first, serial);
    }

    internal sealed record EditOf(int Place, string Field) : MergeStep
    {
        public override Task<bool> RunAsync(OperationRun operations, long first, int serial) =>
            Done(
                operations.RunAsync(
                    new UpdateCase().RunAsync,
                    new UpdateCaseInput(
                        new(first + Place),
                        ExpectedVersion: null,
                        OperationRun.Values<Case>((Field, $"{first} {serial}")),
                        OperationRun.NoParts,
                        Reason: null
                    )
                )
            );
    }
}
