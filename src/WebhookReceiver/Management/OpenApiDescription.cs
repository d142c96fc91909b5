using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>
/// The description at <c>/openapi/v1.json</c>. Signatures tell nothing, since the endpoints read and write raw bytes.
/// So it is written by hand, and a test compares it with the routes.
/// </summary>
internal static class OpenApiDescription
{
    private const string Json = "application/json";

    public static void Describe(OpenApiOptions options) =>
        options.AddDocumentTransformer(
            async (document, context, cancellationToken) =>
            {
                document.Info.Title = "WebhookReceiver";
                document.Info.Description =
                    "Public port: messages and events. Management port: everything else. Where there is a key, all of it but "
                    + "/health needs one, as Authorization: Bearer or X-Management-Key (401 without it, 403 if its role is too low, "
                    + "429 after many wrong ones). Bodies are application/json (415). Pages of other sites are refused (403).";
                document.Servers?.Clear();
                document.Paths[WebhookUrl.MessagesPath] = Webhook(
                    "A message; the answer is the instant reply, {} for silence."
                );
                document.Paths[WebhookUrl.EventsPath] = Webhook(
                    "An event, such as a delivery report; the answer is {}."
                );
                document.Paths["/health/live"] = Get("The process runs.", ("200", "The process runs"));
                document.Paths["/health/ready"] = Get(
                    "Messages are answered. With the last good rules the status is 'degraded', with no room for further connections 'full'.",
                    ("200", "ready, degraded or full"),
                    ("503", "starting, stopping, or refusing: no message can be stored")
                );
                document.Paths["/metrics"] = Get("Metrics in the text format of Prometheus.", ("200", "Metrics"));
                document.Paths[RuleEndpoints.ExplainPath] = Post(
                    "Explains the answer to a message: every rule in its order, whether each condition holds, "
                        + "the winner and its reply. Takes text, before, channel, from, at and rule; asks no plug-in.",
                    ("200", "The explanation"),
                    ("400", "No such object, an unknown member, channel or rule; 'message' says what to send instead"),
                    ("413", "The body is too large")
                );
                document.Paths[RuleEndpoints.RulesPath] = Get(
                    "The status of the rules: the live version, the waiting version, problems, and the messages of the past "
                        + "that new rules would answer differently. A problem has a severity, a code, a path, line, column, endLine "
                        + "and endColumn (behind the last character), the rule, a message, a cure in words, and a fix: what to write "
                        + "from the beginning to the end instead, where that is sure.",
                    ("200", "The status")
                );
                document.Paths[RuleEndpoints.ApprovePath] = Approve();
                document.Paths[ContactEndpoints.ResumePath] = Path(
                    HttpMethod.Post,
                    new OpenApiOperation
                    {
                        Summary = "Ends a handover of the contact with this number: the rules answer again.",
                        Parameters = [InPath("number")],
                        Responses = Responses(
                            ("200", "The number of contacts whose handover ended"),
                            ("503", "It could not be stored; try again")
                        ),
                    }
                );
                document.Paths["/openapi/v1.json"] = Get("This description.", ("200", "OpenAPI"));
                document.Paths[MessageEndpoints.Path] = Order();
                document.Paths[MessageEndpoints.Path + "/{reference}"] = State();
                document.Paths[QuarantineEndpoints.Path] = Get(
                    "The newest hundred bodies that could not be read: id, received, reason, bytes.",
                    ("200", "They are in 'bodies', the newest first"),
                    ("503", "The journal's store fails; see Retry-After")
                );
                document.Paths[QuarantineEndpoints.OnePath] = Path(
                    HttpMethod.Get,
                    new OpenApiOperation
                    {
                        Summary =
                            "One of these bodies, as it came: 'body' is its text, 'bodyBase64' its bytes if it is no text.",
                        Parameters = [InPath("id")],
                        Responses = Responses(
                            ("200", "The body, at most its first 64 KB"),
                            ("404", "There is none"),
                            ("503", "The journal's store fails; see Retry-After")
                        ),
                    }
                );
                await ConsoleDescription.DescribeAsync(document, context, cancellationToken);
            }
        );

    private static OpenApiPathItem Approve() =>
        Path(
            HttpMethod.Post,
            new OpenApiOperation
            {
                Summary = "Approves the rules that wait, so that they go live.",
                RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        [Json] = new OpenApiMediaType { Schema = Version() },
                    },
                },
                Responses = Responses(
                    ("200", "The rules are live; their status"),
                    ("400", "The body names no version"),
                    ("409", "No rules wait, or another version waits")
                ),
            }
        );

    private static OpenApiSchema Version() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["version"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "The version that you reviewed: 'waiting' of GET /api/rules.",
                },
            },
            Required = new HashSet<string>(StringComparer.Ordinal) { "version" },
            AdditionalPropertiesAllowed = false,
        };

    private static OpenApiPathItem Order() =>
        Path(
            HttpMethod.Post,
            new OpenApiOperation
            {
                Summary =
                    "Sends a message by Push. It is stored, and sent when it is due, within the platform's limits.",
                RequestBody = new OpenApiRequestBody
                {
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        [Json] = new OpenApiMediaType { Schema = MessageDescription.Schema() },
                    },
                },
                Responses = Responses(
                    (
                        "202",
                        "Accepted; the answer has its reference, and 'orderedBefore' if it was ordered before: then nothing new is sent"
                    ),
                    ("400", "The body cannot be read, or has a member that is unknown; the answer says which"),
                    ("409", "The reference belongs to a message with another recipient or content"),
                    ("415", "The body is not application/json"),
                    ("422", "It cannot be sent; the answer says why"),
                    ("503", "The journal's store fails; see Retry-After")
                ),
            }
        );

    private static OpenApiPathItem State() =>
        Path(
            HttpMethod.Get,
            new OpenApiOperation
            {
                Summary =
                    "The state of a message: pending, throttled, sending, accepted, unknown, delivered, read, refused, failed, dead, cancelled.",
                Parameters = [InPath("reference")],
                Responses = Responses(("200", "Its state, without its content"), ("404", "There is no such message")),
            }
        );

    private static OpenApiParameter InPath(string name) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static OpenApiPathItem Webhook(string summary) =>
        Path(
            HttpMethod.Post,
            new OpenApiOperation
            {
                Summary = summary,
                Parameters =
                [
                    new OpenApiParameter
                    {
                        Name = "key",
                        In = ParameterLocation.Query,
                        Required = true,
                        Description = "A key of Receiving:Keys, or the one made at the first start.",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                ],
                RequestBody = new OpenApiRequestBody { Content = Object() },
                Responses = Responses(
                    ("200", "The instant reply"),
                    ("400", "The body is neither a JSON object nor a form, or the request is not HTTP"),
                    ("404", "The key is wrong or missing"),
                    ("405", "Not a POST"),
                    ("413", "The body is larger than Receiving:MaxBodyBytes"),
                    ("415", "The body is compressed"),
                    ("429", "Too many requests from this address; see Retry-After"),
                    ("503", "Too many messages at once; see Retry-After")
                ),
            }
        );

    private static OpenApiPathItem Post(string summary, params (string Status, string Meaning)[] responses) =>
        Path(
            HttpMethod.Post,
            new OpenApiOperation
            {
                Summary = summary,
                RequestBody = new OpenApiRequestBody { Content = Object() },
                Responses = Responses(responses),
            }
        );

    private static OpenApiPathItem Get(string summary, params (string Status, string Meaning)[] responses) =>
        Path(HttpMethod.Get, new OpenApiOperation { Summary = summary, Responses = Responses(responses) });

    private static OpenApiPathItem Path(HttpMethod method, OpenApiOperation operation) =>
        new() { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [method] = operation } };

    private static OpenApiResponses Responses(params (string Status, string Meaning)[] responses)
    {
        var all = new OpenApiResponses();
        foreach (var (status, meaning) in responses)
        {
            all[status] = new OpenApiResponse { Description = meaning };
        }

        return all;
    }

    private static Dictionary<string, OpenApiMediaType> Object() =>
        new(StringComparer.Ordinal)
        {
            [Json] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
        };
}
