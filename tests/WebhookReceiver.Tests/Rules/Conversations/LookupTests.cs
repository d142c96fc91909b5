using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Testing;

#pragma warning disable CA2000 // the clients dispose of their handlers, and the responses hold memory only

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Look-ups at other servers, and the protection against those servers.</summary>
public sealed class LookupTests
{
    private const string Orders = """
        rules:
          - id: order-status
            when: order <id>
            ask: { id: Number?, expect: digits }
            lookup:
              get: https://api.example.com/orders/{{ id | url_encode }}
              missing: I cannot find {{ id }}.
              failed: Please try again later.
            reply: "{{ id }} is {{ lookup.state.name }} ({{ lookup.items | size }})."
            remember: { order: "{{ id }}" }
            tests:
              - { say: order 12, given: { lookup: { state: { name: sent }, items: [a, b] } }, reply: 12 is sent (2). }
              - { say: order 12, given: { lookup: missing }, reply: I cannot find 12. }
              - { say: order 12, given: { lookup: failed }, reply: Please try again later. }
              - { say: order 12, reply: Please try again later. }
              - { say: [order please, "12"], given: { lookup: { state: { name: new } } }, has: 12 is new }

        """;

    [Fact]
    public async Task Tests_in_files_say_what_is_found()
    {
        var talk = new Talk(Orders);

        Assert.Equal(5, talk.Tests.Count);
        Assert.Empty(await RuleTestRunner.ProveAsync(talk.RuleSet, talk.Tests, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Over_http_what_was_found_is_answered_and_a_fault_is_logged_and_costs_no_answer()
    {
        var outcome = new LookupOutcome(LookupKind.Found, """{"state":{"name":"on its way"},"items":[]}""");
        var asked = new List<string>();
        await using var app = new WebhookApp(("orders.yaml", Orders))
        {
            LookUp = (request, _, _) =>
            {
                asked.Add(request.Address.AbsoluteUri);
                return ValueTask.FromResult(outcome);
            },
        };

        Assert.Equal("77 is on its way (0).", await app.SayAsync("order 77"));
        outcome = LookupOutcome.Failed("status 500");
        Assert.Equal("Please try again later.", await app.SayAsync("order 78"));
        Assert.Equal(["https://api.example.com/orders/77", "https://api.example.com/orders/78"], asked);
    }

    [Theory]
    [InlineData("""{"a":"text"}""", "{{ lookup.a }}", "text")]
    [InlineData("""{"a":1.50}""", "{{ lookup.a }}", "1.50")]
    [InlineData("""{"a":true,"b":false}""", "{{ lookup.a }}, {{ lookup.b }}", "true, false")]
    [InlineData("""{"a":false}""", "{% if lookup.a %}yes{% else %}no{% endif %}", "no")]
    [InlineData("""{"a":null}""", "{{ lookup.a | default: 'nothing' }}", "nothing")]
    [InlineData("""{"a":[1,{"b":"x"},[2,3]]}""", "{{ lookup.a[1].b }}, {{ lookup.a[2] | join: '+' }}", "x, 2+3")]
    [InlineData("""{"a":""", "{{ lookup.a | default: 'nothing' }}", "nothing")]
    public async Task Every_kind_of_value_that_was_found_can_stand_in_a_reply(string json, string reply, string answer)
    {
        Assert.Equal(answer, await AnswerAsync(json, reply));
    }

    [Fact]
    public async Task Beyond_ten_thousand_values_of_what_was_found_the_rest_is_empty()
    {
        // The object and the list are values, too.
        var json = $$"""{"a":[{{string.Join(',', Enumerable.Range(1, 10_001))}}]}""";

        Assert.Equal("9998.", await AnswerAsync(json, "{{ lookup.a[9997] }}{{ lookup.a[9998] }}."));
    }

    private static async Task<string?> AnswerAsync(string json, string reply)
    {
        await using var app = new WebhookApp(
            (
                "a.yaml",
                $$"""
                rules:
                  - id: a
                    when: a
                    lookup: { get: "https://api.example.com/a", missing: Missing., failed: Failed. }
                    reply: "{{reply}}"

                """
            )
        )
        {
            LookUp = (_, _, _) => ValueTask.FromResult(new LookupOutcome(LookupKind.Found, json)),
        };
        return await app.SayAsync("a");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"a":1}""", "Found")]
    [InlineData(HttpStatusCode.NotFound, "", "Missing")]
    [InlineData(HttpStatusCode.InternalServerError, "{}", "Failed")]
    [InlineData(HttpStatusCode.Redirect, "{}", "Failed")]
    [InlineData(HttpStatusCode.OK, "[1]", "Failed")]
    [InlineData(HttpStatusCode.OK, "<html>", "Failed")]
    [InlineData(HttpStatusCode.OK, "", "Failed")]
    public async Task Every_answer_of_a_server_has_an_outcome(HttpStatusCode status, string body, string expected)
    {
        using var client = Client(_ => new HttpResponseMessage(status) { Content = new StringContent(body) });

        Assert.Equal(expected, (await AskAsync(client, "https://api.example.com/a")).Kind.ToString());
    }

    [Fact]
    public async Task More_than_256_KB_is_too_much()
    {
        var body = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 256 * 1024) + "\"}");
        using var client = Client(_ => new HttpResponseMessage { Content = new StreamContent(new MemoryStream(body)) });

        Assert.Equal(LookupOutcome.Failed("more than 256 KB"), await AskAsync(client, "https://api.example.com/a"));
    }

    [Fact]
    public async Task A_server_that_throws_or_hangs_is_a_failure()
    {
        using var throwing = Client(_ => throw new HttpRequestException("secret"));
        Assert.Equal(
            LookupOutcome.Failed("HttpRequestException"),
            await AskAsync(throwing, "https://api.example.com/a")
        );

        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var hanging = new LookupClient(
            new HttpMessageInvoker(new Hanging()),
            Hosts,
            time,
            NullLogger<LookupClient>.Instance
        );
        Assert.Equal(LookupOutcome.Failed("no answer in time"), await AskUntilAsync(hanging, time));
    }

    [Theory]
    [InlineData("http://api.example.com/a")]
    [InlineData("https://evil.example.com/a")]
    [InlineData("https://api.example.com.evil.com/a")]
    [InlineData("https://api.example.com:8443/a")]
    [InlineData("https://api.example.com./a")]
    [InlineData("https://user@api.example.com/a")]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("file:///etc/passwd")]
    public async Task Only_listed_hosts_are_asked_by_https(string address)
    {
        using var client = Client(_ => throw new InvalidOperationException("was asked"));

        Assert.Equal(
            LookupOutcome.Failed("the host is not in the setting Rules:LookupHosts"),
            await AskAsync(client, address)
        );
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:a9fe:a9fe")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    public async Task An_address_that_is_not_public_is_never_dialled(string address)
    {
        var dialer = new PublicDialler(
            (_, _) => Task.FromResult(new[] { IPAddress.Parse("93.184.215.14"), IPAddress.Parse(address) })
        );

        await Assert.ThrowsAsync<NotPublicException>(() =>
            dialer.AddressesOfAsync("api.example.com", TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData("::ffff:93.184.215.14")]
    public async Task A_public_address_is_dialled(string address)
    {
        var dialer = new PublicDialler((_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }));

        Assert.Equal(
            [IPAddress.Parse(address)],
            await dialer.AddressesOfAsync("api.example.com", TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task What_a_customer_writes_does_not_lead_elsewhere()
    {
        var talk = new Talk(
            "rules:\n  - { id: a, when: get <x>, lookup: { get: \"https://api.example.com/open/{{ x }}\", failed: No. }, reply: \"{{ lookup.a }}\" }\n"
        );
        var evaluationContext = new EvaluationContext
        {
            LookUp = (_, _, _) => ValueTask.FromResult(new LookupOutcome(LookupKind.Found, "{\"a\":\"secret\"}")),
        };
        var message = Talk.Message("get a/../../closed/keys");

        var decision = await talk.RuleSet.DecideAsync(
            message,
            evaluationContext,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("No.", decision.Reply!.Text);
        Assert.Equal(RuleFaultKind.LookupFailed, Assert.Single(decision.Faults).Kind);
    }

    private static IOptions<RulesOptions> Hosts { get; } =
        Options.Create(new RulesOptions { LookupHosts = ["api.example.com"] });

    private static LookupClient Client(Func<HttpRequestMessage, HttpResponseMessage> server) =>
        new(new HttpMessageInvoker(new Server(server)), Hosts, TimeProvider.System, NullLogger<LookupClient>.Instance);

    private static async Task<LookupOutcome> AskAsync(LookupClient client, string address) =>
        await client.LookUpAsync(
            new LookupRequest(new Uri(address)),
            TimeSpan.FromSeconds(2),
            TestContext.Current.CancellationToken
        );

    private static async Task<LookupOutcome> AskUntilAsync(
        LookupClient client,
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time
    )
    {
        var asking = AskAsync(client, "https://api.example.com/a");
        time.Advance(TimeSpan.FromSeconds(2));
        return await asking;
    }

    private sealed class Server(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }

    private sealed class Hanging : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => new TaskCompletionSource<HttpResponseMessage>().Task;
    }
}
