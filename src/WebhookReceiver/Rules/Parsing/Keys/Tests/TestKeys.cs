using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Tests;

/// <summary>The keys of a test.</summary>
internal static class TestKeys
{
    public static MapSpec<TestDraft> Spec { get; } =
        new([
            new("say", SayKeyParser.Parse, Shape.Say, "What the customer sends: a message, or a conversation"),
            new("not", SayKeyParser.ParseNot, Shape.Text, "A message that this rule must not answer"),
            new("reply", ParseReply, Shape.Text, "The exact text of the reply"),
            new(
                "has",
                (test, node, context) => test.Has = [.. context.TextList(node, "has").Select(text => text.Value)],
                Shape.Texts,
                "Parts of the reply"
            ),
            new(
                "silent",
                (test, node, context) => test.MustBeSilent = context.Flag(node, "silent") ?? false,
                Shape.Flag,
                "true: the customer hears nothing"
            ),
            new("answers", AnswersKeyParser.Parse, Shape.Text, "Id of the rule that must answer"),
            new("channel", ParseChannel, Shape.Text, "Channel, by name or id"),
            new(
                "from",
                (test, node, context) => test.From = context.Text(node, "from")?.Value,
                Shape.Text,
                "Number of the sender"
            ),
            new("at", AtKeyParser.Parse, Shape.Text, "When: fri 10:00, 10:00 or 2026-12-24 10:00"),
            new(
                "given",
                GivenKeyParser.Parse,
                Shape.Any,
                "What look-ups find: { lookup: { status: sent } }, { lookup: missing }, { lookup: failed } or { lookup: taken }; what a model says: { model: { text: …, from: texts.hours } }"
            ),
        ]);

    private static void ParseReply(TestDraft test, Node node, ParseContext context)
    {
        if (context.Text(node, "reply") is { } text)
        {
            SaidText.CheckEscapes(text, context);
            test.Reply = text.Value;
        }
    }

    private static void ParseChannel(TestDraft test, Node node, ParseContext context)
    {
        if (context.Text(node, "channel") is { } text && ChannelKeyParser.IdsOf(text, context) is [var id, ..])
        {
            test.Channel = id;
        }
    }
}

/// <summary>A test during parsing.</summary>
internal sealed class TestDraft(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    public ImmutableArray<TestMessage> Say { get; set; } = [];

    public bool MustNotAnswer { get; set; }

    public string? Reply { get; set; }

    public ImmutableArray<string> Has { get; set; } = [];

    public bool MustBeSilent { get; set; }

    public string? Answers { get; set; }

    public string? Channel { get; set; }

    public string? From { get; set; }

    /// <summary>The outcome of look-ups.</summary>
    public LookupOutcome? Lookup { get; set; }

    /// <summary>What a model says.</summary>
    public ModelOutcome? Model { get; set; }

    public DateTimeOffset At { get; set; } = TestWeek.Noon(zone);

    public RuleTest ToTest(RulePlace place, string? ruleId) =>
        new(place, ruleId, Say, MustNotAnswer, Reply, Has, Answers, Channel, From)
        {
            At = At,
            Lookup = Lookup,
            Model = Model,
            MustBeSilent = MustBeSilent,
        };
}

/// <summary><c>answers</c>: the rule that must answer; any rule of the folder or of a plug-in.</summary>
internal static class AnswersKeyParser
{
    public static void Parse(TestDraft test, Node node, ParseContext context)
    {
        if (context.Word(node, "answers") is not { } id)
        {
            return;
        }

        if (context.Symbols.HasRule(id) || context.Symbols.MayStandInUnreadableFile(id))
        {
            test.Answers = id;
            return;
        }

        context.Problems.Error(
            node.Place,
            $"there is no rule '{id}'.",
            context.Symbols.Nearest(id, context.Symbols.RuleIds) ?? "Write the id of a rule."
        );
    }
}
