using System.Globalization;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary><c>/api/topics</c>: what nobody understood, in groups, with phrases that would answer it.</summary>
internal static class TopicEndpoints
{
    public const string Path = "/api/topics";

    public const string ProposalPath = Path + "/proposal";

    public const string DismissPath = Path + "/dismiss";

    public const string DismissedPath = Path + "/dismissed";

    private const int MostMessages = 100;
    private const int MostRest = 200;
    private const int MostPhrases = 20;
    private const int MostAsked = 5_000;

    public static void MapTopics(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, context => context.AskJournalAsync(() => ListAsync(context)));
        group.MapGet(DismissedPath, context => context.AskJournalAsync(() => DismissedAsync(context)));
        group.MapPost(ProposalPath, context => context.AskJournalAsync(() => ProposeAsync(context)));
        group.MapPost(DismissPath, context => context.AskJournalAsync(() => DismissAsync(context)));
        group.MapPost(TopicAnswers.Path, context => context.AskJournalAsync(() => TopicAnswers.WriteAsync(context)));
    }

    /// <summary>The messages of some numbers among what was not understood; unknown numbers are left out.</summary>
    public static IReadOnlyList<HeardMessage> Named(this HeardTopics topics, IEnumerable<string> ids)
    {
        var asked = ids.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. topics
                .Corpus.Missed.Concat(topics.Dismissed)
                .Where(message => asked.Contains(NumberOf(message)))
                .OrderBy(message => message.Id),
        ];
    }

    public static Task<HeardTopics> TopicsAsync(this HttpContext context, DateTimeOffset? since = null)
    {
        var store = context.RequestServices.GetRequiredService<TopicStore>();
        return store.ReadAsync(since ?? store.UsualSince, context.RequestAborted);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "since");
        var since = query.Instant("since") ?? context.RequestServices.GetRequiredService<TopicStore>().UsualSince;
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        var topics = await context.TopicsAsync(since);
        var role = context.RoleOfCaller();
        var missed = topics.Corpus.Missed.ToArray();
        await context.AnswerAsync(
            new Topics
            {
                Since = since,
                Messages = missed.Length,
                People = missed.Select(message => message.Person).Distinct(StringComparer.Ordinal).Count(),
                Grouped = topics.Mined.Topics.Sum(topic => topic.Messages.Count()),
                Dismissed = topics.Dismissed.Count,
                Answered = topics.Answered,
                ByWord = topics.Mined.IsByWord,
                Items = [.. topics.Mined.Topics.Select(topic => TopicOf(topic, role))],
                Rest =
                [
                    .. topics.Mined.Rest.SelectMany(text => text.Messages).Take(MostRest).Select(one => Of(one, role)),
                ],
            },
            ApiJson.Default.Topics
        );
    }

    private static async Task DismissedAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query);
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        await AnswerDismissedAsync(context);
    }

    private static async Task DismissAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.TopicDismissal) is not { } dismissal)
        {
            return;
        }

        var topics = await context.TopicsAsync();
        if (topics.Named(dismissal.Messages) is not { Count: > 0 } messages)
        {
            await context.RefuseUnknownAsync("None of these messages was not understood; GET /api/topics names them.");
            return;
        }

        context
            .RequestServices.GetRequiredService<Dismissals>()
            .Change(messages.Select(message => message.Text), dismissal.Undo);
        await AnswerDismissedAsync(context);
    }

    private static async Task AnswerDismissedAsync(HttpContext context)
    {
        var (topics, role) = (await context.TopicsAsync(), context.RoleOfCaller());
        await context.AnswerAsync(
            new Page<TopicMessage>([.. topics.Dismissed.Take(MostRest).Select(message => Of(message, role))]),
            ApiJson.Default.PageTopicMessage
        );
    }

    private static async Task ProposeAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.TopicQuestion) is not { } question)
        {
            return;
        }

        if (question.Phrases?.Count > MostPhrases || question.Messages.Count > MostAsked)
        {
            await context.RefuseAsync(
                StatusCodes.Status400BadRequest,
                "body",
                $"At most {MostPhrases} phrases and {MostAsked} messages can be asked at once."
            );
            return;
        }

        var topics = await context.TopicsAsync();
        if (topics.Named(question.Messages) is not { Count: > 0 } messages)
        {
            await context.RefuseUnknownAsync("None of these messages was not understood; GET /api/topics names them.");
            return;
        }

        var ids = messages.Select(message => message.Id).ToHashSet();
        var group = topics.Corpus.Texts.Where(text => text.Messages.Any(one => ids.Contains(one.Id))).ToArray();
        var phrases = question.Phrases ?? PhraseProposals.Of(topics.Corpus, group);
        var fit = new PhraseFit(phrases);
        var rules = context.RequestServices.GetRequiredService<RuleReloader>().Current;
        await context.AnswerAsync(
            Count(topics, messages, fit, context.RoleOfCaller()) with
            {
                Name = RuleNames.New(
                    TopicMiner.TitleOf(topics.Corpus, group),
                    name => rules.FindRule(name) is not null
                ),
                Nearest = Of(topics.Rules.Of(group.Select(text => text.Words))),
            },
            ApiJson.Default.TopicProposal
        );
    }

    private static TopicProposal Count(
        HeardTopics topics,
        IReadOnlyList<HeardMessage> messages,
        PhraseFit fit,
        ManagementRole role
    )
    {
        var problems = fit.Problems.ToArray();
        var (fits, others, taken) = (new int[problems.Length], new int[problems.Length], new int[problems.Length]);
        var (allOthers, allTaken) = (0, 0);
        var ids = messages.Select(message => message.Id).ToHashSet();
        var fitting = new HashSet<long>();
        foreach (var message in messages)
        {
            var found = fit.In(message.Text);
            found.ForEach(phrase => fits[phrase]++);
            if (found.Count > 0)
            {
                fitting.Add(message.Id);
            }
        }

        foreach (var message in topics.Corpus.Missed.Where(message => !ids.Contains(message.Id)))
        {
            var found = fit.In(message.Text);
            found.ForEach(phrase => others[phrase]++);
            allOthers += found.Count > 0 ? 1 : 0;
        }

        foreach (var text in topics.Corpus.Answered)
        {
            foreach (var message in text.Messages)
            {
                var found = fit.In(message.Text);
                found.ForEach(phrase => taken[phrase]++);
                allTaken += found.Count > 0 ? 1 : 0;
            }
        }

        return new TopicProposal
        {
            Name = "",
            Phrases =
            [
                .. problems.Select(
                    (phrase, i) => new ProposedPhrase(phrase.Text, fits[i], others[i], taken[i], phrase.Problem)
                ),
            ],
            Messages =
            [
                .. messages.Take(MostMessages).Select(one => Of(one, role) with { Fits = fitting.Contains(one.Id) }),
            ],
            Answers = fitting.Count,
            Others = allOthers,
            Taken = allTaken,
        };
    }

    private static Topic TopicOf(MinedTopic topic, ManagementRole role)
    {
        var messages = topic.Messages.ToArray();
        return new Topic
        {
            Words = topic.Words,
            Count = messages.Length,
            People = messages.Select(message => message.Person).Distinct(StringComparer.Ordinal).Count(),
            Last = messages.Max(message => message.At),
            Language = topic
                .Texts.Select(text => text.Words.Language)
                .OfType<string>()
                .CountBy(language => language, StringComparer.Ordinal)
                .OrderByDescending(language => language.Value)
                .ThenBy(language => language.Key, StringComparer.Ordinal)
                .Select(language => language.Key)
                .FirstOrDefault(),
            Nearest = Of(topic.Nearest),
            Messages = [.. messages.Take(MostMessages).Select(message => Of(message, role))],
        };
    }

    private static NearRule? Of((string Rule, float Likeness)? nearest) =>
        nearest is { } near ? new NearRule(near.Rule, Math.Round(near.Likeness, 2)) : null;

    private static TopicMessage Of(HeardMessage message, ManagementRole role) =>
        new(
            NumberOf(message),
            message.At,
            ContactName.Of(message.Person),
            Masking.Text(message.Text, message.Sender, role)
        );

    private static string NumberOf(HeardMessage message) => message.Id.ToString(CultureInfo.InvariantCulture);
}
