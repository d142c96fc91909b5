using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>From what nobody understood to an answer, through the API.</summary>
public sealed class TopicTests
{
    private const string Ann = "447700900117";
    private const string Ben = "447700900242";
    private const string Zoe = "447700900388";

    private const string Shop = """
        # The shop. Ann 2024: do not touch!
        rules:
          - id: hours   # often asked
            when:
              - opening hours   # both
              - when do you open
            reply: We open at 8.   # really
          - id: bread
            when: { words: fresh bread }
            reply: 'Bread is fresh at 9.'
            tests:
              - say: Is there fresh bread?   # Ann asked
          # the last one
          - id: fallback
            stage: fallback
            reply: Sorry, we did not understand that.
        """;

    [Fact]
    public async Task A_word_that_two_people_ask_for_is_a_topic()
    {
        await using var app = await HeardAsync();

        var topics = await app.As("viewer").TopicsAsync(cancellationToken: ApiApp.Token);

        Assert.Equal(
            (5, 3, 3, 0, true),
            (topics.Messages, topics.People, topics.Grouped, topics.Dismissed, topics.ByWord)
        );
        var gluten = Assert.Single(topics.Items);
        Assert.Equal(("gluten free", 3, 2), (string.Join(' ', gluten.Words), gluten.Count, gluten.People));
        Assert.Equal("en", gluten.Language);
        Assert.Null(gluten.Nearest);
        Assert.Equal(
            ["Do you have gluten free bread?", "gluten free cakes please", "Anything GLUTEN FREE?"],
            gluten.Messages.Select(message => message.Text)
        );
        Assert.Equal(["tell me a joke", "my number is •••17"], topics.Rest.Select(message => message.Text));
    }

    [Fact]
    public async Task Phrases_are_proposed_with_what_each_fits()
    {
        await using var app = await HeardAsync();
        var topics = await app.Client.TopicsAsync(cancellationToken: ApiApp.Token);
        string[] ids = [.. topics.Items[0].Messages.Select(message => message.Id)];

        var proposal = await app.Client.ProposeAsync(new TopicQuestion { Messages = ids }, ApiApp.Token);
        var counted = await app.Client.ProposeAsync(
            new TopicQuestion { Messages = ids, Phrases = ["gluten free", "joke", "opening * hours", "<x:nothing>"] },
            ApiApp.Token
        );

        Assert.Equal("gluten-free", proposal.Name);
        Assert.Equal(
            [("gluten free", 3, 0, 0)],
            proposal.Phrases.Select(one => (one.Text, one.Fits, one.Others, one.Taken))
        );
        Assert.Equal((3, 0, 0), (proposal.Answers, proposal.Others, proposal.Taken));
        Assert.All(proposal.Messages, message => Assert.True(message.Fits));
        Assert.Equal(
            [("gluten free", 3, 0, 0), ("joke", 0, 1, 0), ("opening * hours", 0, 0, 1), ("<x:nothing>", 0, 0, 0)],
            counted.Phrases.Select(one => (one.Text, one.Fits, one.Others, one.Taken))
        );
        Assert.Equal([true, true, true, false], counted.Phrases.Select(one => one.Problem is null));
    }

    [Fact]
    public async Task An_answer_becomes_a_rule_with_tests_in_a_draft_and_goes_live()
    {
        await using var app = await HeardAsync();
        var topics = await app.Client.TopicsAsync(cancellationToken: ApiApp.Token);
        string[] ids = [.. topics.Items[0].Messages.Select(message => message.Id)];

        var draft = await app.Client.AnswerTopicAsync(
            "d",
            new TopicAnswer
            {
                Rule = "gluten",
                Phrases = ["gluten free", "without: gluten"],
                Reply = "We have gluten-free bread: ask us #1!",
                Messages = ids,
                Not = [topics.Rest[0].Id],
            },
            ApiApp.Token
        );

        Assert.Equal(
            """
            rules:
              - id: gluten
                when:
                  - gluten free
                  - "without: gluten"
                reply: "We have gluten-free bread: ask us #1!"
                tests:
                  - say: "Anything GLUTEN FREE?"
                  - say: "gluten free cakes please"
                  - say: "Do you have gluten free bread?"
                  - not: "tell me a joke"

            """,
            draft.Files["9-from-console.yaml"]
        );
        var check = await app.Client.CheckAsync(new RuleCheck { Files = draft.Files, Replay = 100 }, ApiApp.Token);
        Assert.Equal((true, 5, 3L), (check.Ok, check.Tests, (long)check.Proof!.Differ));
        Assert.True((await app.Client.PublishAsync("d", new Publication(), ApiApp.Token)).Live);
        Assert.Equal("We have gluten-free bread: ask us #1!", await app.SayAsync("gluten free rolls?", Zoe));
        var after = await app.Client.TopicsAsync(cancellationToken: ApiApp.Token);
        Assert.Equal((2, 0, 3), (after.Messages, after.Items.Count, after.Answered));
    }

    [Fact]
    public async Task A_second_answer_stands_behind_the_first_and_takes_no_name_twice()
    {
        await using var app = await HeardAsync();
        var (first, second) = (Answer("gluten", "gluten free"), Answer("joke", "tell * joke"));

        await app.Client.AnswerTopicAsync("d", first, ApiApp.Token);
        var draft = await app.Client.AnswerTopicAsync("d", second, ApiApp.Token);
        var again = await ApiApp.RefusedAsync(() => app.Client.AnswerTopicAsync("d", first, ApiApp.Token));

        Assert.Equal(
            """
            rules:
              - id: gluten
                when:
                  - gluten free
                reply: "An answer."

              - id: joke
                when:
                  - tell * joke
                reply: "An answer."

            """,
            draft.Files["9-from-console.yaml"]
        );
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "texts"), (again.Status, again.Error));
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\uFEFF")]
    public async Task A_new_rule_in_a_file_of_others_leaves_every_other_byte(string lineEnd, string mark)
    {
        var file = mark + Shop.Replace("\n", lineEnd, StringComparison.Ordinal);
        await using var app = await HeardAsync(file);

        var draft = await app.Client.AnswerTopicAsync(
            "d",
            Answer("joke", "tell * joke") with
            {
                File = "shop.yaml",
            },
            ApiApp.Token
        );

        Assert.Equal(
            file
                + "\n\n  - id: joke\n    when:\n      - tell * joke\n    reply: \"An answer.\"".Replace(
                    "\n",
                    lineEnd,
                    StringComparison.Ordinal
                ),
            draft.Files["shop.yaml"]
        );
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\uFEFF")]
    public async Task Phrases_and_tests_go_into_a_rule_at_its_lines(string lineEnd, string mark)
    {
        var file = mark + Shop.Replace("\n", lineEnd, StringComparison.Ordinal);
        await using var app = await HeardAsync(file);
        var topics = await app.Client.TopicsAsync(cancellationToken: ApiApp.Token);
        string[] ids = [.. topics.Items[0].Messages.Take(1).Select(message => message.Id)];

        var bread = await app.Client.AnswerTopicAsync(
            "d",
            new TopicAnswer
            {
                Rule = "bread",
                Phrases = ["gluten free bread", "free * bread"],
                Messages = ids,
            },
            ApiApp.Token
        );
        var hours = await app.Client.AnswerTopicAsync(
            "e",
            new TopicAnswer
            {
                Rule = "hours",
                Phrases = ["gluten free", "joke"],
                Messages = ids,
            },
            ApiApp.Token
        );

        Assert.Equal(
            file.Replace(
                    "words: fresh bread",
                    "words: [fresh bread, gluten free bread, free * bread]",
                    StringComparison.Ordinal
                )
                .Replace(
                    "# Ann asked",
                    $"# Ann asked{lineEnd}      - say: \"Do you have gluten free bread?\"",
                    StringComparison.Ordinal
                ),
            bread.Files["shop.yaml"]
        );
        Assert.Equal(
            file.Replace(
                    "when do you open",
                    $"when do you open{lineEnd}      - gluten free{lineEnd}      - joke",
                    StringComparison.Ordinal
                )
                .Replace(
                    "# really",
                    $"# really{lineEnd}    tests:{lineEnd}      - say: \"Do you have gluten free bread?\"",
                    StringComparison.Ordinal
                ),
            hours.Files["shop.yaml"]
        );
        Assert.True((await app.Client.CheckAsync(new RuleCheck { Files = bread.Files }, ApiApp.Token)).Ok);
        Assert.True((await app.Client.CheckAsync(new RuleCheck { Files = hours.Files }, ApiApp.Token)).Ok);
    }

    public static TheoryData<string, TopicAnswer, HttpStatusCode> Refused { get; } =
        new()
        {
            { "no phrase", Answer("x") with { Phrases = [] }, HttpStatusCode.BadRequest },
            { "bad phrase", Answer("x", "<a:nothing>"), HttpStatusCode.BadRequest },
            { "no answer", Answer("x", "joke") with { Reply = " " }, HttpStatusCode.BadRequest },
            { "no name", Answer("", "joke"), HttpStatusCode.BadRequest },
            { "path outside", Answer("x", "joke") with { File = "../x.yaml" }, HttpStatusCode.BadRequest },
            { "no rules file", Answer("x", "joke") with { File = "x.csv" }, HttpStatusCode.BadRequest },
            { "name taken", Answer("hours", "joke"), HttpStatusCode.UnprocessableEntity },
            { "no such rule", Answer("nobody", "joke") with { Reply = null }, HttpStatusCode.NotFound },
            {
                "rule without phrases",
                Answer("fallback", "joke") with
                {
                    Reply = null,
                },
                HttpStatusCode.UnprocessableEntity
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_written_is_refused_with_the_reason(
        string why,
        TopicAnswer answer,
        HttpStatusCode status
    )
    {
        await using var app = await HeardAsync();

        var refused = await ApiApp.RefusedAsync(() => app.Client.AnswerTopicAsync("d", answer, ApiApp.Token));

        Assert.Equal((why, status), (why, refused.Status));
        Assert.NotEmpty(refused.Message);
        Assert.Empty((await app.Client.DraftsAsync(ApiApp.Token)).Items);
    }

    [Fact]
    public async Task What_was_dismissed_stays_away_for_everybody_and_comes_back_when_asked()
    {
        await using var app = await HeardAsync();
        var joke = (await app.Client.TopicsAsync(cancellationToken: ApiApp.Token)).Rest[0].Id;

        var left = await app.Client.DismissAsync(new TopicDismissal { Messages = [joke] }, ApiApp.Token);
        await app.SayAsync("Tell me a JOKE!", Zoe);
        var after = await app.Client.TopicsAsync(cancellationToken: ApiApp.Token);

        Assert.Equal(["tell me a joke"], left.Items.Select(message => message.Text));
        Assert.Equal((4, 2), (after.Messages, after.Dismissed));
        Assert.DoesNotContain(after.Rest, message => message.Text.Contains("joke", StringComparison.OrdinalIgnoreCase));
        var kept = await File.ReadAllTextAsync(Path.Combine(app.App.DataFolder, "dismissed.json"), ApiApp.Token);
        Assert.DoesNotContain("joke", kept, StringComparison.Ordinal);

        await app.Client.DismissAsync(new TopicDismissal { Messages = [joke], Undo = true }, ApiApp.Token);
        Assert.Equal(0, (await app.Client.TopicsAsync(cancellationToken: ApiApp.Token)).Dismissed);
        Assert.Contains("topics.dismiss", await app.AuditAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_forgotten_is_in_no_topic()
    {
        await using var app = await HeardAsync();
        Assert.Equal(5, (await app.Client.TopicsAsync(cancellationToken: ApiApp.Token)).Messages);

        await app.Client.ForgetAsync(await app.ContactAsync(Ann), new ForgetOrder(Ann[^4..]), ApiApp.Token);
        var topics = await app.Client.TopicsAsync(cancellationToken: ApiApp.Token);

        Assert.DoesNotContain(
            topics.Items.SelectMany(topic => topic.Messages).Concat(topics.Rest),
            message => message.Text.Contains("bread", StringComparison.Ordinal)
        );
    }

    private static TopicAnswer Answer(string rule, params string[] phrases) =>
        new()
        {
            Rule = rule,
            Phrases = phrases,
            Reply = "An answer.",
        };

    private static async Task<ApiApp> HeardAsync(string rules = Shop)
    {
        var app = new ApiApp(("shop.yaml", rules));
        await app.SayAsync("What are your opening hours?", Ann);
        await app.SayAsync("Do you have gluten free bread?", Ann);
        await app.SayAsync("gluten free cakes please", Ben);
        await app.SayAsync("Anything GLUTEN FREE?", Ben);
        await app.SayAsync("my number is 447700900117", Ann);
        await app.SayAsync("tell me a joke", Zoe);
        return app;
    }
}
