using System.Numerics;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Rules.Matching;

/// <summary>One message during matching: its folded text and captures so far. Reused, never shared.</summary>
internal sealed partial class MatchContext : IDisposable
{
    [ThreadStatic]
    private static MatchContext? _spare;

    private int[] _words = new int[64];
    private int[] _stripped = [];
    private ulong[] _candidates = [];
    private ulong[] _strippedCandidates = [];
    private Vocabulary _vocabulary = null!;
    private FoldedText? _other;
    private MatchContext? _answer;
    private Capture[] _captures = new Capture[8];
    private int _captureCount;

    public IncomingMessage Message { get; private set; } = null!;

    /// <summary>The context besides the message.</summary>
    public EvaluationContext Context { get; set; }

    /// <summary>The progress of the message through the rules.</summary>
    public Evaluation Evaluation { get; } = new();

    public FoldedText Text { get; } = new();

    /// <summary>The readings of the current slot; valid until the next slot is read.</summary>
    public Readings Readings { get; } = new();

    /// <summary>The questions of the current rule; null if it has none.</summary>
    public Form? Form { get; set; }

    /// <summary>Whether the current rule only says a text: it may speak of a day that nobody has chosen.</summary>
    public bool OnlySays { get; set; }

    /// <summary>The number of every word of the text in the rule set's vocabulary.</summary>
    public ReadOnlySpan<int> Words => _words.AsSpan(0, Text.Tokens.Length);

    /// <summary>
    /// Takes a context for another text, at the same time and with the same rule set; dispose of it to return it.
    /// </summary>
    public MatchContext RentFor(string text) =>
        Rent(
            new IncomingMessage
            {
                Sender = "-",
                Text = text,
                ReceivedAt = Message.ReceivedAt,
                Contact = Message.Contact,
            },
            _vocabulary
        );

    /// <summary>A context for what is said to the message; valid until the next one.</summary>
    public MatchContext ForAnswer(string text)
    {
        _answer ??= new MatchContext();
        _answer.Load(Message, text, _vocabulary);
        return _answer;
    }

    /// <summary>Takes a context for a message; dispose of it to return it.</summary>
    public static MatchContext Rent(IncomingMessage message, Vocabulary vocabulary)
    {
        var context = _spare ?? new MatchContext();
        _spare = null;
        context.Load(message, message.Text, vocabulary);
        return context;
    }

    public void Dispose()
    {
        Message = null!;
        _answer?.Leave();
        Evaluation.Clear();
        Context = default;
        Form = null;
        OnlySays = false;
        Forgives = false;
        Strips = false;
        Detector = null;
        Spoken = null;
        Matched = null;
        _spare = this;
    }

    private void Leave()
    {
        Message = null!;
        Matched = null;
    }

    /// <summary>A bit for every rule that may match; set by the index.</summary>
    public Span<ulong> Candidates(int rules)
    {
        var length = (rules + 63) / 64;
        if (_candidates.Length < length)
        {
            _candidates = new ulong[length];
        }
        return _candidates.AsSpan(0, length);
    }

    /// <summary>The next candidate from this rule on; the number of rules if there is none.</summary>
    public int NextCandidate(int from, int rules)
    {
        var candidates =
            Forgives ? ForgivenCandidates(rules)
            : Strips ? StrippedCandidates(rules)
            : Candidates(rules);
        var block = from >> 6;
        if (block >= candidates.Length)
        {
            return rules;
        }
        var bits = candidates[block] & (ulong.MaxValue << (from & 63));
        if (bits == 0)
        {
            var further = candidates[(block + 1)..].IndexOfAnyExcept(0UL);
            if (further < 0)
            {
                return rules;
            }
            block += 1 + further;
            bits = candidates[block];
        }
        return (block << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>Whether another text, folded, is this one.</summary>
    public bool FoldsTo(string text, ReadOnlySpan<char> folded)
    {
        _other ??= new FoldedText();
        _other.Fold(text);
        return _other.Chars.SequenceEqual(folded);
    }

    public int CaptureMark => _captureCount;

    /// <summary>Undoes all captures since the mark.</summary>
    public void ForgetCaptures(int mark) => _captureCount = mark;

    /// <summary>Captures the words from one token to another, exclusive, in the contact's spelling.</summary>
    public void CaptureWords(string name, int first, int end) => Add(new Capture(name, first, end, null));

    /// <summary>Captures a value.</summary>
    public void CaptureValue(string name, string value) => Add(new Capture(name, 0, 0, value));

    /// <summary>The captured value of this name; null if there is none, or words without a type.</summary>
    public string? CapturedValue(string name)
    {
        for (var i = _captureCount - 1; i >= 0; i--)
        {
            if (_captures[i].Name == name)
            {
                return _captures[i].Value;
            }
        }
        return null;
    }

    /// <summary>The captures as names and values, for a template.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CapturedValues()
    {
        if (_captureCount == 0)
        {
            return [];
        }
        var values = new KeyValuePair<string, string>[_captureCount];
        for (var i = 0; i < values.Length; i++)
        {
            var capture = _captures[i];
            values[i] = new(capture.Name, capture.Value ?? Text.SourceOf(capture.First, capture.End).ToString());
        }
        return values;
    }

    private void Load(IncomingMessage message, string text, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        Message = message;
        _captureCount = 0;
        Text.Fold(text);
        var count = Text.Tokens.Length;
        if (_words.Length < count)
        {
            _words = new int[Math.Max(count, _words.Length * 2)];
        }
        HasStripped = false;
        for (var i = 0; i < count; i++)
        {
            var word = Text.WordAt(i);
            var number = vocabulary.Find(word);
            _words[i] = number;
            var token = Text.Tokens[i];
            if (token.FirstCut > 0 || (number == Vocabulary.Unknown && StrippedWord.MayBe(word[0])))
            {
                KeepStripped(i, StrippedWord.Find(word, token, vocabulary));
            }
            else if (number == Vocabulary.Unknown && StretchedWord.Is(word))
            {
                KeepStripped(i, StretchedWord.Find(word, vocabulary));
            }
        }
    }

    private void Add(Capture capture)
    {
        if (_captureCount == _captures.Length)
        {
            Array.Resize(ref _captures, _captures.Length * 2);
        }
        _captures[_captureCount++] = capture;
    }
}

/// <summary>A captured name: a range of words, or a value.</summary>
internal readonly record struct Capture(string Name, int First, int End, string? Value);
