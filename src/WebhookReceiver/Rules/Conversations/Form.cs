using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The questions that a rule asks before it answers.</summary>
/// <param name="Questions">The questions, in order; one with a known answer is skipped.</param>
/// <param name="Words">What people say in place of an answer.</param>
internal sealed record Form(ImmutableArray<Question> Questions, AnswerWords Words)
{
    public const int StandardTries = 3;

    public Question? Find(string name) => Questions.FirstOrDefault(question => question.Name == name);
}

/// <summary>One question of a form.</summary>
/// <param name="Name">The variable for the answer.</param>
/// <param name="Text">The question.</param>
/// <param name="Expect">The accepted answers.</param>
/// <param name="Tries">The number of misfits before the form gives up.</param>
/// <param name="Otherwise">The text for a misfit, before the question is repeated.</param>
/// <param name="NotPossible">The text for an impossible answer; empty: <paramref name="Otherwise"/>.</param>
/// <param name="Skip">The words, alone in a message, that skip the question; null: an answer is required.</param>
internal sealed record Question(
    string Name,
    LocalText Text,
    Expectation Expect,
    int Tries,
    LocalText Otherwise,
    LocalText NotPossible,
    Condition? Skip
);

/// <summary>A menu of numbered answers.</summary>
/// <param name="Options">The choices.</param>
/// <param name="Languages">The languages in which people choose.</param>
internal sealed record Menu(ImmutableArray<MenuOption> Options, SpokenLanguages Languages);

/// <summary>One choice of a menu.</summary>
/// <param name="Label">The printed text.</param>
/// <param name="Plan">The reply; null if another rule continues.</param>
/// <param name="Go">Id of the rule that continues.</param>
internal sealed record MenuOption(LocalText Label, ReplyPlan? Plan, string? Go);
