using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;
using WebhookReceiver.Commands;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;
using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Management;

public sealed class ManagementRoleTests : IAsyncLifetime
{
    private const string OperatorKey = "operator-key-0123456789";

    private static readonly string[] Roles = ["viewer", "answerer", "owner", "operator"];

    private readonly WebhookApp _app = new WebhookApp(("a.yaml", "rules:\n  - reply: Hi!\n")).With(
        "Management:Key",
        OperatorKey
    );

    public static TheoryData<string, string, string?> Endpoints =>
        new()
        {
            { "GET", "/metrics", "viewer" },
            { "HEAD", "/metrics", "viewer" },
            { "GET", "/openapi/v1.json", "viewer" },
            { "GET", "/api/me", "viewer" },
            { "GET", "/api/health", "operator" },
            { "GET", "/api/settings", "operator" },
            { "GET", "/api/audit", "operator" },
            { "GET", "/api/rules/files", "viewer" },
            { "GET", "/api/rules/files/a.yaml", "viewer" },
            { "GET", "/api/rules/use", "viewer" },
            { "POST", "/api/rules/check", "viewer" },
            { "POST", "/api/try", "viewer" },
            { "GET", "/api/drafts", "owner" },
            { "GET", "/api/drafts/d", "owner" },
            { "PUT", "/api/drafts/d", "owner" },
            { "DELETE", "/api/drafts/d", "owner" },
            { "POST", "/api/drafts/d/publish", "owner" },
            { "GET", "/api/drafts/d/patch", "owner" },
            { "GET", "/api/rules/hours/texts", "viewer" },
            { "POST", "/api/drafts/d/texts", "owner" },
            { "GET", "/api/rules/schema", "viewer" },
            { "GET", "/api/rules/words", "viewer" },
            { "POST", "/api/drafts/d/tests", "owner" },
            { "GET", "/api/rules/versions", "viewer" },
            { "GET", "/api/rules/versions/0123456789ab", "viewer" },
            { "POST", "/api/rules/versions/0123456789ab/restore", "owner" },
            { "GET", "/api/conversations", "viewer" },
            { "GET", "/api/conversations/c_0123456789abcdef", "viewer" },
            { "GET", "/api/contacts/c_0123456789abcdef/number", "owner" },
            { "POST", "/api/conversations/c_0123456789abcdef/messages", "answerer" },
            { "POST", "/api/contacts/c_0123456789abcdef/handover", "answerer" },
            { "DELETE", "/api/contacts/c_0123456789abcdef/handover", "answerer" },
            { "POST", "/api/contacts/c_0123456789abcdef/forget", "owner" },
            { "DELETE", "/api/contacts/c_0123456789abcdef/memory/city", "owner" },
            { "POST", "/api/outbox/r-1/settle", "operator" },
            { "POST", "/api/rules/versions/0123456789ab/hold", "owner" },
            { "DELETE", "/api/rules/hold", "owner" },
            { "GET", "/api/outbox", "viewer" },
            { "POST", "/api/outbox/r-1/retry", "operator" },
            { "POST", "/api/outbox/r-1/cancel", "operator" },
            { "GET", "/api/numbers", "viewer" },
            { "GET", "/api/topics", "viewer" },
            { "GET", "/api/topics/dismissed", "viewer" },
            { "POST", "/api/topics/proposal", "viewer" },
            { "POST", "/api/topics/dismiss", "owner" },
            { "POST", "/api/drafts/d/answer", "owner" },
            { "GET", "/api/feed", "viewer" },
            { "GET", "/api/journal/1", "viewer" },
            { "GET", "/api/journal/1/explain", "viewer" },
            { "GET", "/api/rules", "viewer" },
            { "POST", "/api/explain", "viewer" },
            { "POST", "/API/explain/", "viewer" },
            { "GET", "/api/messages/r-1", "answerer" },
            { "POST", "/api/messages", "answerer" },
            { "GET", "/api/quarantine", "viewer" },
            { "GET", "/api/quarantine/q1", "operator" },
            { "POST", "/api/contacts/447700900123/resume", "answerer" },
            { "POST", "/api/rules/approve", "owner" },
            { "GET", "/health/live", null },
            { "GET", "/health/ready", null },
        };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_role_opens_what_it_is_for_and_what_lower_ones_are_for(string method, string path, string? least)
    {
        foreach (var role in Roles)
        {
            var isOpen = Array.IndexOf(Roles, role) >= Array.IndexOf(Roles, least ?? "viewer");
            Assert.Equal(isOpen, await SendAsync(method, path, KeyOf(role)) != HttpStatusCode.Forbidden);
            // Whoever holds every right can ask for less, and gets it.
            Assert.Equal(
                isOpen,
                await SendAsync(method, path, OperatorKey, ("X-Acting-Role", role)) != HttpStatusCode.Forbidden
            );
        }
    }

    [Fact]
    public void Every_endpoint_is_walked()
    {
        var walked = Endpoints.Select(row => (row.Data.Item1, Path: row.Data.Item2)).ToArray();
        Assert.Equal(
            [],
            EndpointAccess
                .Table.Where(row =>
                    !walked.Any(one =>
                        one.Item1 == row.Method
                        && RoutePatternFactory
                            .Parse(row.Pattern)
                            .PathSegments.Zip(one.Path.Trim('/').Split('/'))
                            .All(pair =>
                                pair.First.Parts is not [RoutePatternLiteralPart { Content: var text }]
                                || text == pair.Second
                            )
                        && RoutePatternFactory.Parse(row.Pattern).PathSegments.Count
                            == one.Path.Trim('/').Split('/').Length
                    )
                )
                .Select(row => $"{row.Method} {row.Pattern}")
        );
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("OWNER")]
    [InlineData("4")]
    [InlineData("Operator, viewer")]
    [InlineData("")]
    [InlineData("root")]
    public async Task Nobody_gets_more_than_his_key_by_saying_so(string acting)
    {
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await SendAsync("POST", "/api/rules/approve", KeyOf("answerer"), ("X-Acting-Role", acting))
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await SendAsync(
                "POST",
                "/api/messages",
                KeyOf("viewer"),
                ("X-Acting-Role", acting),
                ("X-Acting-User", "operator")
            )
        );
    }

    [Theory]
    [InlineData("4")]
    [InlineData("root")]
    [InlineData("viewer, viewer")]
    public async Task A_role_that_nobody_knows_gives_no_right(string acting) =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await SendAsync("GET", "/metrics", OperatorKey, ("X-Acting-Role", acting))
        );

    [Fact]
    public async Task Acts_stand_in_the_audit_and_neither_texts_nor_numbers_do()
    {
        const string resume = "/api/contacts/%2B44%207700%20900123/resume";
        // A line break is refused before every key, so it is no act; a tab is allowed in a header.
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await SendAsync("POST", resume, KeyOf("answerer"), ("X-Acting-User", "Ann\nB"))
        );
        await SendAsync("POST", resume, KeyOf("answerer"), ("X-Acting-User", "Ann\tB"));
        await SendAsync("POST", "/api/rules/approve", KeyOf("viewer"), ("X-Acting-User", "Eve"));
        await SendAsync("POST", "/api/rules/approve", OperatorKey, ("X-Acting-Role", "owner"));
        await SendAsync("POST", "/api/messages", KeyOf("owner"), """{"to":"+447700900123","text":"canary text"}""");
        await SendAsync("GET", "/api/rules", OperatorKey);
        await SendAsync("POST", "/api/messages", "no-key-of-anybody");

        var path = Path.Combine(_app.DataFolder, "audit.jsonl");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        var contact = (string?)JsonNode.Parse(lines[0])!["object"];
        Assert.Matches("^[0-9a-f]{16}$", contact);
        Assert.Equal(
            [
                $"the-answerer Ann B answerer contact.resume {contact} 200",
                "the-viewer Eve viewer rules.approve  403",
                "operator  owner rules.approve 0123456789ab 409",
                $"the-owner  owner message.send {contact} 422",
            ],
            lines.Select(Line)
        );
        Assert.DoesNotContain("900123", string.Concat(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", string.Concat(lines), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task The_verb_makes_a_key_that_the_settings_let_in()
    {
        var (code, output, _) = await Verb.RunAsync(KeyCommand.Create([]), "new", "--role", "owner", "--name", "Ann");
        var lines = output.Split('\n');
        var hash = lines[1]["hash  ".Length..];
        await using var app = new WebhookApp()
            .With("Management:Keys:0:Name", "Ann")
            .With("Management:Keys:0:Role", "owner")
            .With("Management:Keys:0:Hash", hash);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Management-Key", lines[0]["key   ".Length..]);
        using var right = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);
        using var none = await app.Management.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (right.StatusCode, none.StatusCode));
        Assert.Equal(
            ["Management__Keys__0__Name=Ann", "Management__Keys__0__Role=owner", $"Management__Keys__0__Hash={hash}"],
            lines[^3..]
        );
        Assert.Equal(2, (await Verb.RunAsync(KeyCommand.Create([]), "new", "--role", "root")).Code is 0 ? 0 : 2);
    }

    public ValueTask InitializeAsync()
    {
        foreach (var (index, role) in Roles.Index())
        {
            _app.With($"Management:Keys:{index}:Name", $"the-{role}")
                .With($"Management:Keys:{index}:Role", role)
                .With($"Management:Keys:{index}:Hash", Convert.ToHexString(WebhookKeyVerifier.DigestOf(KeyOf(role))));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string KeyOf(string role) => $"key-of-the-{role}-0123456789";

    private static string Line(string line)
    {
        var json = JsonNode.Parse(line)!;
        return $"{json["key"]} {json["user"]} {json["role"]} {json["act"]} {json["object"]} {json["status"]}";
    }

    private Task<HttpStatusCode> SendAsync(string method, string path, string key, params (string, string)[] headers) =>
        SendAsync(method, path, key, """{"version":"0123456789ab"}""", headers);

    private async Task<HttpStatusCode> SendAsync(
        string method,
        string path,
        string key,
        string body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Authorization", $"Bearer {key}");
        request.Content = method is "POST" or "PUT" or "DELETE"
            ? new StringContent(body, Encoding.UTF8, "application/json")
            : null;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // The feed never ends: its head is enough.
        using var response = await _app.Management.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        return response.StatusCode;
    }
}
