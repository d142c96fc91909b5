using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>What a rule asks before it answers.</summary>
/// <param name="Questions">The questions, in their order; one whose answer is known is not asked.</param>
internal sealed record Form(ImmutableArray<Question> Questions)
{
    public const int StandardTries = 3;

    public Question? Find(string name) => Questions.FirstOrDefault(question => question.Name == name);
}

/// <summary>One question of a form.</summary>
/// <param name="Name">The variable that takes the answer.</param>
/// <param name="Text">The question.</param>
/// <param name="Expect">What counts as an answer.</param>
/// <param name="Tries">How many answers may not fit before the form is given up.</param>
/// <param name="Otherwise">What is said, before the question comes again, to an answer that does not fit.</param>
/// <param name="Skip">The words, alone in a message, that leave it open; null: it must be answered.</param>
internal sealed record Question(
    string Name,
    LocalText Text,
    Expectation Expect,
    int Tries,
    LocalText Otherwise,
    Condition? Skip
);

/// <summary>A choice of answers, printed with numbers.</summary>
internal sealed record Menu(ImmutableArray<MenuOption> Options);

/// <summary>One answer to choose.</summary>
/// <param name="Label">What is printed.</param>
/// <param name="Plan">What is said; null where another rule goes on.</param>
/// <param name="Go">Id of the rule that goes on.</param>
internal sealed record MenuOption(LocalText Label, ReplyPlan? Plan, string? Go);
