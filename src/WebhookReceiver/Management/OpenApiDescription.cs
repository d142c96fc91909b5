using Microsoft.AspNetCore.OpenApi;

namespace WebhookReceiver.Management;

/// <summary>The description at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDescription
{
    public static void Describe(OpenApiOptions options) =>
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "WebhookReceiver";
                document.Info.Description = "Answers the platform's messages in the response of its webhook.";
                document.Servers?.Clear();
                return Task.CompletedTask;
            }
        );
}
