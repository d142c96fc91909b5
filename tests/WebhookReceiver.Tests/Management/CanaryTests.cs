using System.Net;
using System.Text;

namespace WebhookReceiver.Tests.Management;

/// <summary>Plants secrets everywhere, then searches all output of the server for them.</summary>
public sealed class CanaryTests
{
    private const string ManagementKey = "canary-management-key-0001";
    private const string SecondKey = "canary-webhook-key-0002";
    private const string WrongKey = "canary-offered-key-0003";
    private const string Number = "447700900777";
    private const string Text = "canary message text 0004";
    private const string Name = "Canary Customer 0005";
    private const string Variable = "canary-token-0006";

    private static readonly string[] Secrets =
    [
        WebhookApp.Key,
        ManagementKey,
        SecondKey,
        WrongKey,
        Number,
        Text,
        Uri.EscapeDataString(Text),
        Name,
        Variable,
    ];

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task No_secret_is_found_in_anything_the_server_wrote(string format)
    {
        var written = new StringBuilder();
        var app = new WebhookApp(
            ("broken.yaml", "rules: [ nonsense"),
            ("hi.yaml", "rules:\n  - when: hello\n    reply: Hi!\n")
        )
            .With("Receiving:Keys:1", SecondKey)
            .With("Management:Key", ManagementKey)
            .With("Logging:Format", format)
            .With("Logging:LogLevel:Default", "Trace");
        await using (app)
        {
            foreach (var body in Bodies())
            {
                foreach (var url in Urls())
                {
                    written.Append(await ReadAsync(app.Webhook, HttpMethod.Post, url, body));
                }
            }

            written.Append(await ReadAsync(app.Webhook, HttpMethod.Get, $"/webhook?key={WebhookApp.Key}"));
            app.Management.DefaultRequestHeaders.Add("X-Management-Key", ManagementKey);
            foreach (
                var path in new[] { "/health/live", "/health/ready", "/metrics", "/openapi/v1.json", $"/{Variable}" }
            )
            {
                written.Append(await ReadAsync(app.Management, HttpMethod.Get, path));
            }
        }

        written.Append(app.Output);
        Assert.Contains("answered", app.Output, StringComparison.Ordinal);
        Assert.Contains("wr_accepted_total", written.ToString(), StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, written.ToString(), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Urls() =>
        [
            $"/webhook?key={WebhookApp.Key}&token={Variable}",
            $"/events?key={SecondKey}",
            $"/webhook?key={WrongKey}",
            $"/{WrongKey}?key={WebhookApp.Key}",
        ];

    private static IEnumerable<string> Bodies() =>
        [
            Payload("c-1", $"\"{Number}\""),
            Payload("c-2", $"{{\"deep\":\"{Number}\"}}"),
            Payload("c-3", $"\"{Number}\"")[..^2],
            $"[\"{Text}\"]",
            $$"""{"event_id":1,"project_id":"{{Variable}}-p","data":[{"number":"{{Number}}","message":"{{Text}}"}]}""".Replace(
                $"{Variable}-p",
                "31",
                StringComparison.Ordinal
            ),
            $"number={Number}&message-in={Uri.EscapeDataString(Text)}&type=1&application=8&unique-id=c-4&token={Variable}",
            $"{Text} {Number}",
        ];

    private static string Payload(string id, string number) =>
        $$"""
            {"number":{{number}},"name":"{{Name}}","message-in":"{{Uri.EscapeDataString(
                Text
            )}}","message_in_raw":"{{Text}}","type":1,
             "application":"8","unique-id":"{{id}}","project-id":"31","direction":0,"token":"{{Variable}}","key":"{{WebhookApp.Key}}"}
            """;

    private static async Task<string> ReadAsync(HttpClient client, HttpMethod method, string url, string? body = null)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Content = body is null ? null : new StringContent(body);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        return $"{response.Headers}{response.Content.Headers}{await response.TextAsync()}";
    }
}
