using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Talking;

/// <summary>A rule whose conditions hold takes its turn: what it says, and what is remembered of it. Pure.</summary>
internal static class RuleTurn
{
    /// <summary>Long enough that nobody minds the same words again.</summary>
    private static readonly TimeSpan LastTextKept = TimeSpan.FromDays(30);

    /// <summary>The answer; <see langword="null"/> if the rule has nothing to say after all, and the next one may know better.</summary>
    public static Answer? Take(FileRule rule, MatchContext context)
    {
        var captures = context.CapturedValues();
        var message = context.Message;
        var avoid = LastText(rule, context);
        var reply = rule.Plan.Make(message, captures, avoid);
        if (reply.IsSilent && !rule.Plan.IsSilence)
        {
            return null;
        }

        var memos = ImmutableArray.CreateBuilder<Memo>();
        if (rule.Plan.Texts.Choices > 1)
        {
            memos.Add(TextGiven(rule, message, avoid));
        }

        if (rule.Talk is { } talk)
        {
            memos.AddRange(talk.Forget.Select(name => new Memo(name, Value: null)));
            memos.AddRange(talk.Remember.Select(plan => plan.Make(message, captures)).OfType<Memo>());
        }

        return new Answer(reply) { Memos = memos.DrainToImmutable() };
    }

    private static int LastText(FileRule rule, MatchContext context) =>
        rule.Plan.Texts.Choices > 1
        && context.Around.Own.TryGetValue(OwnNames.LastTextOf(rule.Name), out var last)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : -1;

    private static Memo TextGiven(FileRule rule, IncomingMessage message, int avoid) =>
        Memo.Own(
            OwnNames.LastTextOf(rule.Name),
            rule.Plan.Texts.ChoiceFor(message, avoid).ToString(CultureInfo.InvariantCulture),
            Memo.Later(message.ReceivedAt, LastTextKept)
        );
}
