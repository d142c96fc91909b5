using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

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

    public static async Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var operation in DescribedOperations.All)
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

        var responses = new OpenApiResponses();
        if (operation.Refusals is not [{ Status: "202" }, ..])
        {
            responses["200"] = answer;
        }

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
