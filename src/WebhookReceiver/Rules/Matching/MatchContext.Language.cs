using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Matching;

/// <summary>In which language the contact is spoken to.</summary>
internal sealed partial class MatchContext
{
    /// <summary>Tells the languages of the rules apart; null where there is one.</summary>
    public LanguageDetector? Detector { get; private set; }

    /// <summary>The phrase that matched last, within the rule that is asked.</summary>
    public Phrase? Matched { get; set; }

    /// <summary>The language that is spoken, and why; null where there is one language.</summary>
    public DetectedLanguage? Spoken { get; private set; }

    /// <summary>True if the message itself tells the language.</summary>
    public bool IsLanguageTold => Spoken is { IsTold: true };

    /// <summary>Listens to the language of the message.</summary>
    public void Listen(LanguageDetector? detector)
    {
        Detector = detector;
        if (detector is not null)
        {
            Speak(detector.Of(this, phrase: null));
        }
    }

    /// <summary>From here on the contact is spoken to in this language.</summary>
    public void Speak(DetectedLanguage spoken)
    {
        Spoken = spoken;
        if (Message.Language != spoken.Index)
        {
            Message = Message with { Language = spoken.Index };
        }
    }

    /// <summary>From here on the contact has the values of this message: a question repeated below the answer speaks of them.</summary>
    public void Know(IncomingMessage message) => Message = message;
}
