using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Tests.Rules.Parsing;

#pragma warning disable CA2000 // the clients dispose of their handlers, and the responses hold memory only

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Passing a message on to another system, which answers it or takes it over.</summary>
public sealed class PostedLookupTests
{
    private const string Flow = """
        rules:
          - id: flow
            lookup:
              post: https://flows.example.com/hooks/shop
              body:
                from: "{{ number }}"
                text: "{{ text }}"
                words: [one, "{{ text | upcase }}"]
                more: { channel: "{{ channel }}" }
              missing: Nobody is there.
              failed: Please try again later.
            reply: "{{ lookup.reply }}"
            remember: { asked: "yes" }
            tests:
              - { say: hello, given: { lookup: { reply: Hi from the flow. } }, reply: Hi from the flow. }
              - { say: hello, given: { lookup: taken }, silent: true }
              - { say: hello, given: { lookup: missing }, reply: Nobody is there. }
              - { say: hello, given: { lookup: failed }, reply: Please try again later. }
          - { id: otherwise, stage: fallback, reply: Nobody took it. }

        """;

    [Fact]
    public async Task Tests_in_files_say_what_the_other_server_does()
    {
        var talk = new Talk(Flow);

        Assert.Equal(4, talk.Tests.Count);
        Assert.Empty(await RuleTestRunner.ProveAsync(talk.RuleSet, talk.Tests, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("say \"hi\", \\ and {\"from\":\"me\"}")]
    [InlineData("\", \"from\": \"447700900999")]
    [InlineData("line\nbreak\tand \u0001 \U0001F600 \u2028")]
    public async Task What_a_customer_writes_is_a_value_and_never_another_member(string text)
    {
        var asked = new List<LookupRequest>();
        await using var app = App(asked, new LookupOutcome(LookupKind.Found, """{"reply":"Hi!"}"""));

        Assert.Equal("Hi!", await app.SayAsync(text));

        var request = Assert.Single(asked);
        Assert.Equal("https://flows.example.com/hooks/shop", request.Address.AbsoluteUri);
        Assert.Matches("^[0-9a-f]{48}$", request.Key);
        using var body = JsonDocument.Parse(request.Body);
        var received = body.RootElement.GetProperty("text").GetString()!;
        Assert.Equal(
            ["from", "text", "words", "more"],
            body.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal("447700900123", body.RootElement.GetProperty("from").GetString());
        Assert.Contains(text[..4], received, StringComparison.Ordinal);
        Assert.Equal(["one", received.ToUpperInvariant()], Texts(body.RootElement.GetProperty("words")));
        Assert.Equal("8", body.RootElement.GetProperty("more").GetProperty("channel").GetString());
    }

    [Fact]
    public async Task A_redelivery_is_not_posted_again_and_every_message_has_a_key_of_its_own()
    {
        var asked = new List<LookupRequest>();
        await using var app = App(asked, new LookupOutcome(LookupKind.Found, """{"reply":"Hi!"}"""));
        var payload = WebhookApp.Payload("hello", id: "m-1");

        using (await app.PostAsync(payload)) { }
        using (await app.PostAsync(payload)) { }
        await app.SayAsync("hello");

        Assert.Equal(2, asked.Count);
        Assert.NotEqual(asked[0].Key, asked[1].Key);
    }

    [Fact]
    public async Task A_message_that_is_taken_over_is_silence_and_no_other_rule_answers_it()
    {
        await using var app = App([], LookupOutcome.Taken);

        Assert.Null(await app.SayAsync("hello"));
    }

    [Fact]
    public async Task An_empty_result_lets_the_next_rule_answer()
    {
        await using var app = App([], new LookupOutcome(LookupKind.Found, "{}"));

        Assert.Equal("Nobody took it.", await app.SayAsync("hello"));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"reply":"Hi!"}""", "Found")]
    [InlineData(HttpStatusCode.Accepted, """{"reply":"Hi!"}""", "Found")]
    [InlineData(HttpStatusCode.Accepted, "", "Taken")]
    [InlineData(HttpStatusCode.Accepted, "ok", "Taken")]
    [InlineData(HttpStatusCode.NoContent, "", "Taken")]
    [InlineData(HttpStatusCode.OK, "", "Failed")]
    [InlineData(HttpStatusCode.OK, "[1]", "Failed")]
    [InlineData(HttpStatusCode.NotFound, "", "Missing")]
    [InlineData(HttpStatusCode.Redirect, "", "Failed")]
    [InlineData(HttpStatusCode.InternalServerError, "", "Failed")]
    public async Task Every_answer_to_a_post_has_an_outcome(HttpStatusCode status, string body, string expected)
    {
        var sent = new List<string>();
        using var client = Client(request =>
        {
            sent.Add(
                $"{request.Method} {request.Content!.Headers.ContentType} {string.Join(',', request.Headers.GetValues("Idempotency-Key"))}"
            );
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        });

        var outcome = await client.LookUpAsync(
            new LookupRequest(new Uri("https://flows.example.com/a"), "{}"u8.ToArray()) { Key = "key-1" },
            TimeSpan.FromSeconds(2),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, outcome.Kind.ToString());
        Assert.Equal(["POST application/json key-1"], sent);
    }

    [Theory]
    [InlineData(HttpStatusCode.Accepted, "")]
    [InlineData(HttpStatusCode.NoContent, "")]
    public async Task A_get_is_never_taken_over(HttpStatusCode status, string body)
    {
        using var client = Client(_ => new HttpResponseMessage(status) { Content = new StringContent(body) });

        var outcome = await client.LookUpAsync(
            new LookupRequest(new Uri("https://flows.example.com/a")),
            TimeSpan.FromSeconds(2),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(LookupKind.Failed, outcome.Kind);
    }

    [Theory]
    [InlineData("https://evil.example.com/a")]
    [InlineData("http://flows.example.com/a")]
    public async Task Nothing_is_posted_to_a_host_that_is_not_listed(string address)
    {
        using var client = Client(_ => throw new InvalidOperationException("was asked"));

        var outcome = await client.LookUpAsync(
            new LookupRequest(new Uri(address), "{}"u8.ToArray()),
            TimeSpan.FromSeconds(2),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(LookupOutcome.Failed("the host is not in the setting Rules:LookupHosts"), outcome);
    }

    [Theory]
    [InlineData("post: \"https://a.example.com/x\", failed: No.", "nothing says what to post.")]
    [InlineData("post: \"https://a.example.com/x\", body: hello, failed: No.", "body")]
    [InlineData(
        "get: \"https://a.example.com/x\", post: \"https://a.example.com/x\", body: { a: b }, failed: No.",
        "a look-up either gets or posts."
    )]
    [InlineData("get: \"https://a.example.com/x\", body: { a: b }, failed: No.", "only 'post' has a body.")]
    [InlineData("body: { a: b }, failed: No.", "nothing says where to look up.")]
    [InlineData("post: \"http://a.example.com/x\", body: { a: b }, failed: No.", "is no https address")]
    [InlineData("post: \"https://{{ text }}/x\", body: { a: b }, failed: No.", "is no https address")]
    [InlineData("post: \"https://a.example.com/x\", body: { a: [\"{{ nobody }}\"] }, failed: No.", "nobody")]
    public void A_wrong_post_is_an_error_with_a_cure(string lookup, string message)
    {
        var problems = RuleSamples
            .Build($"rules:\n  - {{ id: a, lookup: {{ {lookup} }}, reply: \"{{{{ lookup.a }}}}\" }}\n")
            .Problems;

        Assert.Contains(
            problems,
            problem =>
                problem.Severity == ProblemSeverity.Error
                && problem.Message.Contains(message, StringComparison.Ordinal)
                && problem.Fix is { Length: > 0 }
        );
    }

    private static IEnumerable<string?> Texts(JsonElement list) =>
        list.EnumerateArray().Select(item => item.GetString());

    private static WebhookApp App(List<LookupRequest> asked, LookupOutcome outcome) =>
        new(("flow.yaml", Flow))
        {
            LookUp = (request, _, _) =>
            {
                asked.Add(request);
                return ValueTask.FromResult(outcome);
            },
        };

    private static LookupClient Client(Func<HttpRequestMessage, HttpResponseMessage> server) =>
        new(
            new HttpMessageInvoker(new Server(server)),
            Options.Create(new RulesOptions { LookupHosts = ["flows.example.com"] }),
            TimeProvider.System,
            NullLogger<LookupClient>.Instance
        );

    private sealed class Server(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }
}
