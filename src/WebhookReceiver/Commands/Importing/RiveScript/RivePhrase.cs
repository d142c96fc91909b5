using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>A trigger as one phrase of a rule: <c>[do] you (sell|have) bikes</c> is <c>(do|) you (sell|have) bikes</c>.</summary>
internal sealed class RivePhrase
{
    private static readonly HashSet<int> Nothing = [];

    private readonly List<string> _parts = [];
    private bool _isPlain = true;
    private bool _failed;

    public void One(TalkToken token) => _parts.Add(new TalkPattern([token]).Phrases(Nothing).FirstOrDefault(""));

    public void Either(IReadOnlyList<string> choices, bool isOptional)
    {
        if (choices.Any(choice => choice is "*" or "_" or "#"))
        {
            _failed |= choices.Count > 1;
            _parts.Add("*");
            return;
        }

        var written = choices.Select(RuleText.Phrase).ToList();
        _failed |= written.Exists(choice => choice.AsSpan().IndexOfAny('(', ')') >= 0 || choice.Length == 0);
        _isPlain &= written.Count == 1 && !isOptional;
        _parts.Add(
            written.Count == 1 && !isOptional ? written[0] : $"({string.Join('|', written)}{(isOptional ? "|" : "")})"
        );
    }

    /// <summary>The phrase; null if it has no alternatives, or too many.</summary>
    /// <param name="ways">The phrases it stands for.</param>
    public string? Of(int ways) =>
        _failed || _isPlain || ways > PhraseVariants.Most
            ? null
            : string.Join(' ', _parts.Where(part => part.Length > 0));
}
