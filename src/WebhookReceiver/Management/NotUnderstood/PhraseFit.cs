using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Asks the phrases themselves which messages they fit, as a rule would.</summary>
internal sealed class PhraseFit
{
    private readonly Vocabulary _vocabulary = new();
    private readonly (string Text, Phrase? Phrase, string? Problem)[] _phrases;

    public PhraseFit(IEnumerable<string> phrases) =>
        _phrases = [.. phrases.Select(text => (text, Phrase.Parse(text, _vocabulary, out var problem), problem))];

    /// <summary>What is wrong with each phrase; null if nothing is.</summary>
    public IEnumerable<(string Text, string? Problem)> Problems =>
        _phrases.Select(phrase => (phrase.Text, phrase.Phrase is null ? phrase.Problem ?? "This is no phrase." : null));

    /// <summary>The places of the phrases that fit a text.</summary>
    public List<int> In(string text)
    {
        var message = new IncomingMessage { Sender = "-", Text = text };
        using var context = MatchContext.Rent(message, _vocabulary);
        var fitting = new List<int>();
        for (var i = 0; i < _phrases.Length; i++)
        {
            if (_phrases[i].Phrase?.Matches(context, whole: false) is true)
            {
                fitting.Add(i);
            }
        }

        return fitting;
    }
}
