using WebhookReceiver.Api;
using WebhookReceiver.Management.Auditing;
using WebhookReceiver.Management.Desk;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Management.Texts;

namespace WebhookReceiver.Management;

/// <summary>The described operations of those who look after the server and its data.</summary>
internal static class DescribedCare
{
    private static readonly (string, string) BadQuery = ("400", "Nobody reads a name in the address, or its value");

    private static readonly (string, string) BadBody = (
        "400",
        "The body is not such an object, or has a member that nobody reads; 'message' says which"
    );

    private static readonly (string, string) NoJournal = ("503", "The journal's store fails; see Retry-After");

    private static readonly (string, string) NotWritten = ("503", "The data folder cannot be written");

    public static IReadOnlyList<DescribedOperation> All { get; } =
    [
        new(
            "GET",
            AuditEndpoints.Path,
            "Who did what, the newest first; contacts are hashes. A part may be short although 'next' is there.",
            typeof(Page<AuditedAct>),
            BadQuery
        )
        {
            Query = ["act", "user", "object", "refused", "since", "until", "after", "limit"],
        },
        new(
            "POST",
            HoldEndpoints.HoldPath,
            "Has a version answer, whatever the folder holds, until it is released; also after a restart.",
            typeof(HoldState),
            BadBody,
            ("404", "It is not kept"),
            ("422", "It has errors with the plug-ins of now"),
            NotWritten
        )
        {
            Body = typeof(Publication),
        },
        new(
            "DELETE",
            HoldEndpoints.ReleasePath,
            "Lets the folder decide again: what waits there goes live, or waits for approval with Rules:Gate=manual.",
            typeof(HoldState),
            ("409", "No version is held"),
            NotWritten
        ),
        new(
            "GET",
            LanguageEndpoints.SchemaPath,
            "The JSON schema of rule files: every key with its meaning, as 'rules schema' prints it.",
            Answer: null
        ),
        new(
            "GET",
            LanguageEndpoints.WordsPath,
            "The names that rule files can use: rules, lists, texts, calendars, tables, variables, slots, channels.",
            typeof(RuleWords),
            BadQuery,
            ("409", "The folder is being changed; try again")
        )
        {
            Query = ["draft"],
        },
        new(
            "POST",
            TestEndpoints.Path,
            "Writes a test beside its rule, in a draft; the rest of the file stays byte for byte. A draft that is not there begins.",
            typeof(Draft),
            BadBody,
            ("404", "There is no such rule"),
            ("412", "Somebody else saved the draft meanwhile"),
            ("422", "There can be no such test, or a form cannot write it; 'message' says why")
        )
        {
            Body = typeof(NewRuleTest),
        },
        new(
            "POST",
            OutboxEndpoints.SettlePath,
            "Says what became of a message whose outcome is unknown. A later report of the platform may say otherwise.",
            typeof(OutboxMessageState),
            BadBody,
            ("404", "There is no such message"),
            ("409", "Its outcome is known"),
            NoJournal
        )
        {
            Body = typeof(Settlement),
        },
        new(
            "DELETE",
            DeskEndpoints.MemoryPath,
            "Forgets one value that the rules remember of a contact.",
            typeof(ForgottenValue),
            ("404", "There is no such contact, or nothing is remembered under this name"),
            NoJournal
        ),
    ];
}
