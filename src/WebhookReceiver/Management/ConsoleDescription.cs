using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Management.Texts;
using WebhookReceiver.Management.Trials;

namespace WebhookReceiver.Management;

/// <summary>An operation of the API, as the description tells it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The route's pattern.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Answer">The record of the answer; null if it is no JSON.</param>
/// <param name="Refusals">Statuses other than 200, with their meanings.</param>
internal sealed record DescribedOperation(
    string Method,
    string Path,
    string Summary,
    Type? Answer,
    params (string Status, string Meaning)[] Refusals
)
{
    /// <summary>The record of the body; null if there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>What can be asked in the address, by name.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];
}

/// <summary>Describes the operations whose bodies are records of <c>WebhookReceiver.Api</c>; the records are the schemas.</summary>
internal static class ConsoleDescription
{
    private const string Json = "application/json";

    private static readonly (string, string) BadQuery = ("400", "Nobody reads a name in the address, or its value");

    private static readonly (string, string) BadBody = (
        "400",
        "The body is not such an object, or has a member that nobody reads; 'message' says which"
    );

    private static readonly (string, string) Changing = ("409", "The folder is being changed; try again");

    private static readonly (string, string) NoDraft = ("404", "There is no such draft");

    private static readonly (string, string) NoJournal = ("503", "The journal's store fails; see Retry-After");

    private static readonly (string, string) NoContact = ("404", "There is no such contact");

    public static IReadOnlyList<DescribedOperation> Operations { get; } =
    [
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
            "People who wrote, the newest first; numbers are masked.",
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
            "One conversation in both directions, and what holds for the contact now. It is written into the audit.",
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
    ];

    public static async Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var operation in Operations)
        {
            if (!document.Paths.TryGetValue(operation.Path, out var path))
            {
                path = new OpenApiPathItem { Operations = [] };
                document.Paths[operation.Path] = path;
            }

            path.Operations![HttpMethod.Parse(operation.Method)] = await OfAsync(operation, context, cancellationToken);
        }
    }

    private static async Task<OpenApiOperation> OfAsync(
        DescribedOperation operation,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var answer = new OpenApiResponse { Description = "Done" };
        if (operation.Answer is not null)
        {
            answer.Content = await ContentAsync(operation.Answer, context, cancellationToken);
        }

        var responses = new OpenApiResponses { ["200"] = answer };
        foreach (var (status, meaning) in operation.Refusals)
        {
            responses[status] = new OpenApiResponse { Description = meaning };
        }

        return new OpenApiOperation
        {
            Summary = operation.Summary,
            Parameters =
            [
                .. NamesIn(operation.Path).Select(name => Parameter(name, ParameterLocation.Path)),
                .. operation.Query.Select(name => Parameter(name, ParameterLocation.Query)),
            ],
            RequestBody = operation.Body is null
                ? null
                : new OpenApiRequestBody
                {
                    Required = true,
                    Content = await ContentAsync(operation.Body, context, cancellationToken),
                },
            Responses = responses,
        };
    }

    private static async Task<Dictionary<string, OpenApiMediaType>> ContentAsync(
        Type type,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    ) =>
        new(StringComparer.Ordinal)
        {
            [Json] = new OpenApiMediaType
            {
                Schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken),
            },
        };

    private static IEnumerable<string> NamesIn(string path) =>
        path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}', '*'));

    private static OpenApiParameter Parameter(string name, ParameterLocation place) =>
        new()
        {
            Name = name,
            In = place,
            Required = place == ParameterLocation.Path,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
