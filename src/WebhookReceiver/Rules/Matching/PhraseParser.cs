using System.Collections.Immutable;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Parses the phrase language of the rules: words, <c>*</c>, <c>&lt;slot&gt;</c>, <c>&lt;slot:type&gt;</c>.
/// </summary>
internal sealed class PhraseParser(string source, Vocabulary vocabulary, SlotTypes slots)
{
    private static readonly ImmutableArray<Stretch> Edges = [default, default];

    private readonly List<PhraseRun> _runs = [];
    private readonly List<Stretch> _stretches = [];
    private readonly List<PhrasePart> _parts = [];
    private HashSet<string>? _names;
    private Stretch _before;
    private string? _error;

    public Phrase? Parse(out string? error)
    {
        var rest = source.AsSpan();
        while (_error is null && rest.Length > 0)
        {
            rest = Step(rest);
        }
        error = _error;
        if (error is not null)
        {
            return null;
        }
        if (_runs.Count == 0 && _parts.Count == 0 && _before.Kind != StretchKind.Slot)
        {
            error = EmptyPhrase();
            return null;
        }
        if (_parts.Count > 0 || _runs.Count == 0)
        {
            CloseRun(new Stretch(StretchKind.None, null));
        }
        _stretches.Add(_before);
        // Most phrases have only words: one run, with nothing before and after it.
        return _stretches is [{ Kind: StretchKind.None }, { Kind: StretchKind.None }]
            ? new Phrase(source, [.. _runs], Edges)
            : new Phrase(source, [.. _runs], [.. _stretches]);
    }

    private string EmptyPhrase() =>
        source.Contains('*', StringComparison.Ordinal)
            ? $"'{source}' matches every message. Leave 'when' out if that is meant."
            : $"'{source}' has no letters, digits or emoji to compare. Write words, or use 'matches' for punctuation.";

    private ReadOnlySpan<char> Step(ReadOnlySpan<char> rest)
    {
        var special = rest.IndexOfAny('*', '<');
        if (special != 0)
        {
            var words = special < 0 ? rest : rest[..special];
            AddWords(words);
            return rest[words.Length..];
        }
        if (rest[0] == '*')
        {
            Stretches(new Stretch(StretchKind.Star, null));
            return rest[1..];
        }
        var close = rest.IndexOf('>');
        if (close < 0)
        {
            _error = $"'{source}' opens a slot with '<' that is never closed. Write it as <name>.";
            return default;
        }
        AddSlot(rest[1..close].ToString());
        return rest[(close + 1)..];
    }

    private void AddWords(ReadOnlySpan<char> words)
    {
        var folded = FoldedText.OfRule(words.Length == source.Length ? source : words.ToString());
        for (var i = 0; i < folded.Tokens.Length; i++)
        {
            _parts.Add(new PhrasePart(vocabulary.Add(folded.WordAt(i)), null, null, PhraseSigns.Of(folded, i)));
        }
    }

    private void AddSlot(string inside)
    {
        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? inside : inside[..colon]).Trim();
        if (!IsName(name))
        {
            var mended = string.Join('_', name.Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries));
            var example = IsName(mended)
                ? $"Write: <{mended}{(colon < 0 ? "" : inside[colon..])}>"
                : "Write it like <order_id>.";
            _error =
                $"'<{inside}>' is not a slot: its name must be letters, digits and '_', beginning with a letter. {example}";
            return;
        }
        if (!(_names ??= new(StringComparer.Ordinal)).Add(name))
        {
            var other = $"{name}2{(colon < 0 ? "" : inside[colon..])}";
            _error = $"'<{inside}>' stands in the phrase twice, and only one value would be kept. Write: <{other}>";
            return;
        }
        if (colon < 0)
        {
            Stretches(new Stretch(StretchKind.Slot, name));
            return;
        }
        var typeName = inside[(colon + 1)..].Trim();
        var type = slots.Find(typeName);
        if (type is null)
        {
            _error = Meant(typeName) is { } meant
                ? $"'{typeName}' is not a slot type. Did you mean '{meant}'?"
                : $"'{typeName}' is not a slot type. The types are {string.Join(", ", slots.Names)}; digits may have a length: <{name}:digits 6>.";
            return;
        }
        _parts.Add(new PhrasePart(Vocabulary.Unknown, name, type));
    }

    /// <summary>The type that other programs call so, or that is nearly written so; null for none.</summary>
    private string? Meant(string typed) =>
        typed.ToLowerInvariant() switch
        {
            "int" or "integer" or "num" or "amount" or "quantity" => "number",
            "mail" or "e-mail" => "email",
            "day" => "date",
            "hour" => "time",
            "telephone" or "mobile" => "phone",
            "link" or "website" => "url",
            _ => NearestName.Of(typed, slots.Names),
        };

    /// <summary>Ends the current run. A star beside a slot or another star adds nothing.</summary>
    private void Stretches(Stretch stretch)
    {
        var isFirst = _runs.Count == 0 && _parts.Count == 0 && _before.Kind == StretchKind.None;
        var beside = _parts.Count == 0 && _before.Kind != StretchKind.None;
        if (isFirst)
        {
            _before = stretch;
            return;
        }
        if (beside && stretch.Kind == StretchKind.Star)
        {
            return;
        }
        if (beside && _before.Kind == StretchKind.Star)
        {
            _before = stretch;
            return;
        }
        CloseRun(stretch);
    }

    private void CloseRun(Stretch next)
    {
        _stretches.Add(_before);
        _runs.Add(new PhraseRun([.. _parts]));
        _parts.Clear();
        _before = next;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
