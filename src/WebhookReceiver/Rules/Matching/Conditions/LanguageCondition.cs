using System.Collections.Immutable;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Matching.Conditions;

/// <summary><c>language</c>: the contact is spoken to in one of these, by what was remembered or by the script of the message.</summary>
/// <param name="languages">The languages of the folder.</param>
/// <param name="wanted">Their positions.</param>
internal sealed class LanguageCondition(Languages languages, ImmutableArray<int> wanted) : Condition
{
    public override string Describe() => "language: " + string.Join(", ", wanted.Select(at => languages.All[at].Code));

    public override bool Holds(MatchContext context) => wanted.Contains(languages.Of(context.Message));
}
