using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Counts;
using WebhookReceiver.Management.Desk;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Management.NotUnderstood;
using WebhookReceiver.Management.Texts;
using WebhookReceiver.Management.Trials;

namespace WebhookReceiver.Management;

/// <summary>The operations whose bodies are records of <c>WebhookReceiver.Api</c>.</summary>
internal static class DescribedOperations
{
    private static readonly (string, string) BadQuery = ("400", "Nobody reads a name in the address, or its value");

    private static readonly (string, string) BadBody = (
        "400",
        "The body is not such an object, or has a member that nobody reads; 'message' says which"
    );

    private static readonly (string, string) Changing = ("409", "The folder is being changed; try again");

    private static readonly (string, string) NoDraft = ("404", "There is no such draft");

    private static readonly (string, string) NoMessage = ("404", "There is no such message");

    private static readonly (string, string) WrongState = ("409", "Its state does not allow it");

    private static readonly (string, string) NoJournal = ("503", "The journal's store fails; see Retry-After");

    private static readonly (string, string) NoContact = ("404", "There is no such contact");

    public static IReadOnlyList<DescribedOperation> All { get; } =
    [
        .. DescribedCare.All,
        new("GET", OverviewEndpoints.MePath, "Whose key this is, and what it may do.", typeof(Caller)),
        new(
            "GET",
            OverviewEndpoints.HealthPath,
            "The state of the server: problems in words, versions, sizes.",
            typeof(ServerHealth),
            NoJournal
        ),
        new(
            "GET",
            OverviewEndpoints.SettingsPath,
            "The settings in force and where each was set; of a secret only whether it is set.",
            typeof(Page<Setting>)
        ),
        new(
            "GET",
            RuleFileEndpoints.Path,
            "The files of the rules folder, and whether this server may change them.",
            typeof(RuleFiles)
        ),
        new(
            "GET",
            RuleFileEndpoints.OnePath,
            "A file of the rules folder, byte for byte; its ETag is the SHA-256.",
            Answer: null,
            ("404", "There is no such file"),
            ("409", "The file is being changed; try again")
        ),
        new(
            "GET",
            RuleUseEndpoints.Path,
            "How often each rule answered, and when last; rules that never did are there, too.",
            typeof(Page<RuleUse>),
            BadQuery,
            NoJournal
        )
        {
            Query = ["since"],
        },
        new(
            "POST",
            RuleCheckEndpoints.Path,
            "Whether files would be good, laid over the rules folder: problems, tests, and past answers that would differ. Changes nothing.",
            typeof(RuleCheckResult),
            BadBody,
            Changing
        )
        {
            Body = typeof(RuleCheck),
        },
        new("GET", DraftEndpoints.Path, "The drafts, the newest first.", typeof(Page<Draft>)),
        new("GET", DraftEndpoints.OnePath, "A draft; its ETag names it in If-Match.", typeof(Draft), NoDraft),
        new(
            "PUT",
            DraftEndpoints.OnePath,
            "Saves a draft. If-Match names what you changed; without it the draft must be new.",
            typeof(Draft),
            BadBody,
            ("409", "There are too many drafts"),
            ("412", "Somebody else saved it meanwhile")
        )
        {
            Body = typeof(DraftContent),
        },
        new("DELETE", DraftEndpoints.OnePath, "Throws a draft away.", Answer: null, NoDraft),
        new(
            "POST",
            DraftEndpoints.PublishPath,
            "Writes a draft into the rules folder and loads it. With Rules:Gate=manual it waits for approval.",
            typeof(Published),
            BadBody,
            NoDraft,
            ("409", "Files changed meanwhile: 'conflicts' has them as they are now"),
            ("422", "The draft has errors: they are in 'problems'"),
            ("423", "This server may not change the folder; 'message' says what to do")
        )
        {
            Body = typeof(Publication),
        },
        new("GET", DraftEndpoints.PatchPath, "A draft as a patch for 'git apply'.", Answer: null, NoDraft),
        new(
            "GET",
            TextEndpoints.RulePath,
            "The texts of a rule that a form can change: replies by language and phrases, each with its place in the file.",
            typeof(RuleTexts),
            ("404", "There is no such rule"),
            ("422", "The file is not UTF-8")
        )
        {
            Query = ["draft"],
        },
        new(
            "POST",
            TextEndpoints.DraftPath,
            "Changes texts of a rule in a draft, at their source lines; the rest of the file stays byte for byte. A draft that is not there begins.",
            typeof(Draft),
            BadBody,
            ("404", "There is no such rule"),
            ("412", "Somebody else saved the draft meanwhile"),
            ("422", "A form cannot change this; 'message' says why")
        )
        {
            Body = typeof(TextChanges),
        },
        new("GET", VersionEndpoints.Path, "The versions that were live, the newest first.", typeof(Page<RuleVersion>)),
        new(
            "GET",
            VersionEndpoints.OnePath,
            "The files of a version.",
            typeof(RuleVersionFiles),
            ("404", "It is not kept")
        ),
        new(
            "POST",
            VersionEndpoints.RestorePath,
            "Writes the files of a version back into the folder, as a new change.",
            typeof(Published),
            BadBody,
            ("404", "It is not kept"),
            ("422", "It has errors with the plug-ins of now"),
            ("423", "This server may not change the folder; 'message' says what to do")
        )
        {
            Body = typeof(Publication),
        },
        new(
            "POST",
            TrialEndpoints.Path,
            "A step of a trial conversation, with the live rules, a draft or an older version. Nothing of it is sent, kept or counted.",
            typeof(TrialAnswer),
            BadBody,
            ("404", "The trial, the contact or the draft is not there"),
            ("410", "The version is not kept"),
            ("422", "The draft has errors"),
            NoJournal
        )
        {
            Body = typeof(TrialStep),
        },
        new(
            "GET",
            ConversationEndpoints.Path,
            "People who wrote, the newest first; numbers are masked. As a table with 'Accept: text/csv', written into the audit.",
            typeof(Page<Conversation>),
            BadQuery,
            NoJournal
        )
        {
            Query =
            [
                "q",
                "rule",
                "understood",
                "channel",
                "project",
                "language",
                "waiting",
                "since",
                "until",
                "after",
                "limit",
            ],
        },
        new(
            "GET",
            ConversationEndpoints.OnePath,
            "One conversation in both directions, and what holds for the contact now. It is written into the audit. As a table with 'Accept: text/csv'.",
            typeof(ConversationLines),
            BadQuery,
            NoContact,
            NoJournal
        )
        {
            Query = ["after", "limit"],
        },
        new(
            "GET",
            ConversationEndpoints.NumberPath,
            "The number of a contact in clear. It is written into the audit.",
            typeof(ContactNumber),
            NoContact,
            NoJournal
        ),
        new(
            "GET",
            JournalEndpoints.Path,
            "A stored message; the body as it was received only for an owner.",
            typeof(JournalMessage),
            ("404", "There is no such message"),
            NoJournal
        ),
        new(
            "GET",
            JournalEndpoints.ExplainPath,
            "Why a message got its answer: with rules, contact and clock of then, or as it would be now.",
            typeof(ExplainedAnswer),
            BadQuery,
            ("404", "There is no such message, or it has no answer"),
            ("410", "The rules of then are not kept any more"),
            NoJournal
        )
        {
            Query = ["with"],
        },
        new(
            "POST",
            DeskEndpoints.WritePath,
            "Sends what a person writes. The rules are silent from the same step on, unless 'takeOver' is false.",
            Answer: null,
            ("202", "Accepted; the answer has its reference"),
            BadBody,
            NoContact,
            ("409", "moved-on: somebody else wrote after 'seen'"),
            ("422", "It cannot be sent: the 24 hours are over, the contact opted out, or the message is wrong"),
            NoJournal
        )
        {
            Body = typeof(WrittenMessage),
        },
        new(
            "POST",
            DeskEndpoints.HandoverPath,
            "Takes a conversation over: the rules are silent for this time, ISO 8601 such as PT4H.",
            typeof(Handover),
            BadBody,
            NoContact,
            NoJournal
        )
        {
            Body = typeof(HandoverRequest),
        },
        new(
            "DELETE",
            DeskEndpoints.HandoverPath,
            "Gives a conversation back: the rules answer again.",
            typeof(Handover),
            NoContact,
            NoJournal
        ),
        new(
            "POST",
            DeskEndpoints.ForgetPath,
            "Erases all messages of a contact, what is remembered, and what waits to be sent.",
            typeof(Forgotten),
            BadBody,
            NoContact,
            ("422", "The digits are not the last four of the number"),
            NoJournal
        )
        {
            Body = typeof(ForgetOrder),
        },
        new(
            "GET",
            OutboxEndpoints.Path,
            "Messages to send and sent ones, the newest first. As a table with 'Accept: text/csv', written into the audit.",
            typeof(Page<OutboxMessage>),
            BadQuery,
            NoJournal
        )
        {
            Query = ["state", "contact", "after", "limit"],
        },
        new(
            "POST",
            OutboxEndpoints.RetryPath,
            "Sends a message again. After an unknown outcome the contact may get it twice.",
            typeof(OutboxMessageState),
            NoMessage,
            WrongState,
            NoJournal
        ),
        new(
            "POST",
            OutboxEndpoints.CancelPath,
            "Cancels a message that is not sent yet.",
            typeof(OutboxMessageState),
            NoMessage,
            WrongState,
            NoJournal
        ),
        new(
            "GET",
            NumbersEndpoints.Path,
            "Messages and people by hour or day, in the zone of the rules; each person counts once. As a table with 'Accept: text/csv'.",
            typeof(Numbers),
            BadQuery,
            NoJournal
        )
        {
            Query = ["since", "until", "by", "split"],
        },
        new(
            "GET",
            TopicEndpoints.Path,
            "What nobody understood in 30 days or since an instant, in groups, each with the rule that is near.",
            typeof(Topics),
            BadQuery,
            NoJournal
        )
        {
            Query = ["since"],
        },
        new(
            "GET",
            TopicEndpoints.DismissedPath,
            "Messages that are left out of the topics, since somebody dismissed such a text.",
            typeof(Page<TopicMessage>),
            BadQuery,
            NoJournal
        ),
        new(
            "POST",
            TopicEndpoints.ProposalPath,
            "Phrases that would answer messages, and how many others each fits. Changes nothing.",
            typeof(TopicProposal),
            BadBody,
            NoMessage,
            NoJournal
        )
        {
            Body = typeof(TopicQuestion),
        },
        new(
            "POST",
            TopicEndpoints.DismissPath,
            "Leaves the texts of messages out of the topics, later ones as well, or takes them in again.",
            typeof(Page<TopicMessage>),
            BadBody,
            NoMessage,
            NoJournal
        )
        {
            Body = typeof(TopicDismissal),
        },
        new(
            "POST",
            TopicAnswers.Path,
            "Writes an answer for messages into a draft, with tests made of them: a new rule, or phrases for one that is there.",
            typeof(Draft),
            BadBody,
            ("404", "There is no such rule"),
            ("412", "Somebody else saved the draft meanwhile"),
            ("422", "A form cannot change this; 'message' says why"),
            NoJournal
        )
        {
            Body = typeof(TopicAnswer),
        },
        new(
            "GET",
            FeedEndpoints.Path,
            "Server-sent events: 'message', 'rules' and 'counts', with ids and counts only. With once=true the answer ends after the first.",
            Answer: null,
            BadQuery,
            ("503", "Too many programs follow already")
        )
        {
            Query = ["once"],
        },
    ];
}
