using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using WebhookReceiver.Tests.Golden;
using WebhookReceiver.Tests.Simulator;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>
/// docs/requests cannot grow old: each request is sent, and its answer is the saved example. With APPROVE_GOLDEN the
/// examples and the .http files are written anew.
/// </summary>
public sealed class RequestCollectionTests : IAsyncDisposable
{
    private const string ManagementKey = "management-key-0123456789";

    private readonly WebhookApp _receiver = new WebhookApp(SampleRules())
        .With("Management:Key", ManagementKey)
        .With("Sending:Token", SimulatorApp.Token)
        .With("Sending:BaseUrl", "http://127.0.0.1:9/api/v2/");

    private readonly SimulatorApp _simulator = new();

    private readonly Dictionary<string, string> _values = RequestCollection.Environment();

    [Fact]
    public async Task Every_request_gets_the_answer_of_its_example()
    {
        _values["key"] = WebhookApp.Key;
        _values["managementKey"] = ManagementKey;
        _values["token"] = SimulatorApp.Token;
        _simulator.With("Pushing:V3Token", _values["v3Token"]);
        var collection = RequestCollection.Read();

        foreach (var folder in collection["item"]!.AsArray())
        {
            var items = new JsonArray();
            _values["contact"] = await ContactAsync();
            foreach (var item in folder!["item"]!.AsArray())
            {
                var request = new CollectedRequest((string)folder["name"]!, item!.AsObject());
                using var answer = await SendAsync(request);
                items.Add(ExampleAnswer.Add(request.Item, (int)answer.StatusCode, await answer.TextAsync()));
            }

            folder["item"] = items;
        }

        GoldenFile.Is($"../../../{RequestCollection.File}", RequestCollection.Text(collection));
    }

    [Fact]
    public void Every_endpoint_of_the_API_is_in_the_collection()
    {
        var requests = RequestCollection.RequestsOf(RequestCollection.Read()).ToArray();
        var endpoints =
            from path in JsonNode.Parse(DeployFile.Text("tests/WebhookReceiver.Tests/Golden/openapi.json"))![
                "paths"
            ]!.AsObject()
            from method in path.Value!.AsObject()
            select (Method: method.Key.ToUpperInvariant(), Path: path.Key);

        Assert.Equal(
            [],
            endpoints.Where(endpoint =>
                !requests.Any(request => request.Method == endpoint.Method && Fits(endpoint.Path, request.Path))
            )
        );
    }

    [Fact]
    public void Every_status_of_the_Push_API_is_in_the_collection()
    {
        int[] statuses = [100, 101, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 801, 802, 804, 817];
        var shown = RequestCollection
            .RequestsOf(RequestCollection.Read())
            .Where(request => request.Path.EndsWith("/push", StringComparison.Ordinal))
            .Select(request => (string)request.Item["response"]![0]!["body"]!)
            .Where(body => body.Length > 0)
            .Select(body => (int)JsonNode.Parse(body)!["status"]!);

        Assert.Equal(statuses, shown.Distinct().Order());
    }

    [Theory]
    [InlineData("Webhook", "webhook.http")]
    [InlineData("Events", "events.http")]
    [InlineData("Management", "management.http")]
    [InlineData("Push API of the simulator", "simulator.http")]
    public void The_files_for_editors_hold_the_same_requests(string folder, string file) =>
        GoldenFile.Is($"../../../{RequestCollection.Folder}/{file}", RequestCollection.HttpFile(folder));

    [Fact]
    public void Every_variable_has_a_value_in_the_environment()
    {
        var used = RequestCollection.VariablesIn(DeployFile.Text(RequestCollection.File)).Distinct();

        Assert.Equal(_values.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_content_is_in_the_collection()
    {
        string[] members =
        [
            "media-url",
            "contact",
            "Location",
            "interactive",
            "payload",
            "group-id",
            "messenger_id",
            "message-in",
            "message_in_raw",
            "message-in-raw",
            "direction",
        ];
        var bodies = RequestCollection
            .RequestsOf(RequestCollection.Read())
            .Where(request => request.Folder == "Webhook")
            .Select(request => request.Body)
            .ToArray();

        Assert.Equal(
            [],
            members.Where(member => !bodies.Any(body => body!.Contains($"\"{member}\"", StringComparison.Ordinal)))
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(CollectedRequest request)
    {
        var client =
            request.Url.StartsWith("{{receiver}}", StringComparison.Ordinal) ? _receiver.Webhook
            : request.Url.StartsWith("{{management}}", StringComparison.Ordinal) ? _receiver.Management
            : _simulator.Http;
        var url = new Uri(RequestCollection.Fill(request.Url, _values)).PathAndQuery;
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), url);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(RequestCollection.Fill(body, _values)));
        }

        foreach (var (name, value) in request.Headers)
        {
            var filled = RequestCollection.Fill(value, _values);
            Assert.True(
                message.Headers.TryAddWithoutValidation(name, filled)
                    || message.Content!.Headers.TryAddWithoutValidation(name, filled)
            );
        }

        return await client.SendAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>A contact's name in addresses differs from server to server: one who wrote before.</summary>
    private async Task<string> ContactAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/conversations?rule=hours");
        request.Headers.Add("X-Management-Key", ManagementKey);
        using var answer = await _receiver.Management.SendAsync(request, TestContext.Current.CancellationToken);
        var found = JsonNode.Parse(await answer.TextAsync())!["items"]!.AsArray();
        return found is [{ } newest, ..] ? (string)newest["contact"]! : _values["contact"];
    }

    /// <summary>Whether a path is one of a pattern such as /api/messages/{reference}.</summary>
    private static bool Fits(string pattern, string path)
    {
        var (wanted, parts) = (pattern.Split('/'), path.Split('/'));
        return wanted.Length == parts.Length
            && wanted.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static (string Path, string Content)[] SampleRules() =>
        [
            .. Directory
                .GetFiles(DeployFile.PathOf("rules"), "*.yaml")
                .Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
        ];
}
