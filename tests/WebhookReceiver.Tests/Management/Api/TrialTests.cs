using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class TrialTests
{
    private const string Rules = """
        rules:
          - id: city
            when: i live in <city>
            reply: "{{ city }}, nice!"
            remember: { city: "{{ city }}" }
          - id: where
            when: where
            reply: "You live in {{ contact.city | default: 'nowhere' }}."
          - id: picture
            when: { type: image }
            reply: A picture!
          - id: later
            when: remind me
            reply: { text: Yes., then: { after: 1h, text: It is time. } }
          - id: fallback
            stage: fallback
            reply: Pardon?
        """;

    [Fact]
    public async Task A_trial_remembers_explains_and_leaves_no_trace()
    {
        await using var app = new ApiApp(("a.yaml", Rules));
        var first = await SayAsync(app, "I live in Cork");
        var second = await SayAsync(app, "where", first.Trial);
        var picture = await app.Client.TryAsync(
            new TrialStep
            {
                Trial = first.Trial,
                Message = new TrialMessage { Kind = "image", Text = "look" },
            },
            ApiApp.Token
        );
        var later = await SayAsync(app, "remind me", first.Trial);

        Assert.Equal(
            ["Cork, nice!", "You live in Cork.", "A picture!", "Yes."],
            new[] { first.Reply, second.Reply, picture.Reply, later.Reply }
        );
        Assert.Equal(new Remembered("city", "Cork"), Assert.Single(later.Memory));
        Assert.Equal((ApiApp.Start.AddHours(1), "It is time."), (later.Later[0].At, later.Later[0].Text));
        Assert.Equal("where", second.Explanation.Rules.Single(rule => rule.Outcome == "answers").Rule);
        Assert.Equal((await app.Client.RuleFilesAsync(ApiApp.Token)).Live, first.Version);
        Assert.Equal("You live in nowhere.", (await SayAsync(app, "where")).Reply);
        Assert.Empty((await app.Client.ConversationsAsync(new ConversationQuery(), ApiApp.Token)).Items);
        Assert.Equal(0, (await app.Client.HealthAsync(ApiApp.Token)).Journal.LastMessage);
    }

    [Fact]
    public async Task A_trial_copies_a_customer_and_changes_nothing_of_him()
    {
        await using var app = new ApiApp(("a.yaml", Rules));
        await app.SayAsync("I live in Cork");
        var contact = await app.ContactAsync();
        var step = new TrialStep
        {
            Like = contact,
            Message = new TrialMessage { Text = "I live in Galway" },
        };
        var copy = await app.As("viewer")
            .TryAsync(step with { Message = new TrialMessage { Text = "where" } }, ApiApp.Token);
        await app.Client.TryAsync(step, ApiApp.Token);

        Assert.Equal("You live in Cork.", copy.Reply);
        Assert.Equal("You live in Cork.", await app.SayAsync("where"));
    }

    [Fact]
    public async Task A_trial_asks_a_draft_or_an_older_version()
    {
        await using var app = new ApiApp(("a.yaml", Rules));
        var live = (await app.Client.RuleFilesAsync(ApiApp.Token)).Live;
        await app.Client.SaveDraftAsync(
            "d",
            new DraftContent
            {
                Title = "t",
                Files = new Dictionary<string, string?>
                {
                    ["a.yaml"] = "rules:\n  - { id: x, when: where, reply: Here. }\n",
                },
            },
            etag: null,
            ApiApp.Token
        );

        Assert.Equal("Here.", (await SayAsync(app, "where", with: "draft:d")).Reply);
        await app.Client.PublishAsync("d", new Publication(), ApiApp.Token);
        Assert.Equal("Here.", (await SayAsync(app, "where")).Reply);
        Assert.Equal("You live in nowhere.", (await SayAsync(app, "where", with: $"version:{live}")).Reply);
    }

    [Theory]
    [InlineData(
        """{"message":{"text":"a"},"wiht":"live"}""",
        400,
        "There is no member 'wiht'; there are with, trial, like, message."
    )]
    [InlineData(
        """{"message":{"text":"a"},"with":"draft:none"}""",
        404,
        "There is no such draft; GET /api/drafts lists them."
    )]
    [InlineData("""{"message":{"text":"a"},"with":"version:0"}""", 410, "The rules of then are not kept any more.")]
    [InlineData(
        """{"message":{"text":"a"},"with":"all"}""",
        400,
        "'with' is then, now, live, draft:… or version:…; a trial has no 'then'."
    )]
    [InlineData(
        """{"message":{"text":"a"},"trial":"t_0"}""",
        404,
        "This trial is over. Begin a new one: leave out 'trial'."
    )]
    [InlineData(
        """{"message":{"text":"a"},"like":"447700900123"}""",
        404,
        "There is no such contact; GET /api/conversations names them."
    )]
    [InlineData(
        """{"message":{"kind":"song"}}""",
        400,
        "There is no kind 'song'; there are text, image, video, audio, location, document, contact, button, list, other."
    )]
    [InlineData(
        """{"message":{"latitude":91,"longitude":0}}""",
        400,
        "'latitude' is from -90 to 90, 'longitude' from -180 to 180."
    )]
    [InlineData(
        """{"message":{"text":5}}""",
        400,
        "The member 'message.text' has the wrong type; /openapi/v1.json describes them."
    )]
    [InlineData("""{"with":"live"}""", 400, "The member 'message' is missing.")]
    [InlineData("[]", 400, "Send a JSON object.")]
    [InlineData("{", 400, "The body is not JSON, or a member has the wrong type; /openapi/v1.json describes them.")]
    public async Task What_cannot_be_tried_is_refused_with_a_reason(string body, int status, string message)
    {
        await using var app = new ApiApp();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await app.App.Management.PostAsync("/api/try", content, ApiApp.Token);
        var error = System.Text.Json.JsonSerializer.Deserialize(await answer.TextAsync(), ApiJson.Default.ErrorAnswer);

        Assert.Equal(((HttpStatusCode)status, message), (answer.StatusCode, error!.Message));
    }

    [Fact]
    public async Task A_trial_ends_half_an_hour_after_its_last_step()
    {
        await using var app = new ApiApp();
        var trial = (await SayAsync(app, "hours")).Trial;
        app.Time.Advance(TimeSpan.FromMinutes(30));
        await SayAsync(app, "hours", trial);
        app.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.NotFound, (await ApiApp.RefusedAsync(() => SayAsync(app, "hours", trial))).Status);
    }

    private static Task<TrialAnswer> SayAsync(ApiApp app, string text, string? trial = null, string with = "live") =>
        app.Client.TryAsync(
            new TrialStep
            {
                With = with,
                Trial = trial,
                Message = new TrialMessage { Text = text },
            },
            ApiApp.Token
        );
}
