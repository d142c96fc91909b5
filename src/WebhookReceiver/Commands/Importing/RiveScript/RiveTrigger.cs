using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>Makes patterns of a trigger: one for each way through its optionals and alternatives.</summary>
internal sealed partial class RiveTrigger(RiveDefinitions definitions, ImportBook book, RulePlace place, bool keeps)
{
    private const int MostPatterns = 120;

    private List<ImmutableArray<TalkToken>> _ways =
    [
        [],
    ];
    private int _star;
    private bool _failed;
    private readonly RivePhrase _phrase = new();

    /// <summary>All patterns as one phrase with alternatives; null if they cannot be written so.</summary>
    public string? Phrase { get; private set; }

    /// <summary>The patterns; none with a note if it cannot be taken.</summary>
    /// <param name="trigger">As written.</param>
    public ImmutableArray<TalkPattern> Read(string trigger)
    {
        if (Broken(trigger) is { } reason)
        {
            book.NotTaken(place, $"the trigger '{trigger}': {reason}");
            return [];
        }

        var text = Weight().Replace(trigger, "").ToLowerInvariant();
        foreach (Match part in Parts().Matches(BotValues(text)))
        {
            Take(part);
        }

        if (_failed || _ways.Count > MostPatterns)
        {
            book.NotTaken(
                place,
                _failed ? $"the trigger '{trigger}'" : $"the trigger '{trigger}' has more than {MostPatterns} ways"
            );
            return [];
        }

        ImmutableArray<TalkPattern> patterns =
        [
            .. _ways
                .Where(way => !way.IsEmpty)
                .SelectMany(Written)
                .DistinctBy(way => string.Join(' ', way), StringComparer.Ordinal)
                .Select(way => new TalkPattern(way)),
        ];
        if (patterns.IsEmpty)
        {
            book.NotTaken(place, $"the trigger '{trigger}' has no words");
        }

        Phrase = patterns.Length == _ways.Count ? _phrase.Of(patterns.Length) : null;
        return patterns;
    }

    /// <summary>How often a reply comes, beside one without a weight.</summary>
    public static int WeightOf(RiveCommand reply, ImportBook book)
    {
        if (Weight().Match(reply.Text) is not { Success: true, Value: var tag })
        {
            return 1;
        }

        var isNumber = int.TryParse(
            tag[(tag.IndexOf('=', StringComparison.Ordinal) + 1)..^1],
            CultureInfo.InvariantCulture,
            out var weight
        );
        var taken = Math.Clamp(isNumber ? weight : int.MaxValue, 1, (int)TalkWeights.Heaviest);
        if (taken != weight)
        {
            book.Differs(reply.Place, $"{tag} counts as {taken}");
        }

        return taken;
    }

    /// <summary>What is wrong with its brackets; null for nothing.</summary>
    private string? Broken(string trigger)
    {
        var open = '\0';
        foreach (var sign in trigger)
        {
            if (sign is '(' or '[')
            {
                if (open != '\0')
                {
                    return $"brackets stand in brackets, or '{open}' is never closed";
                }

                open = sign;
            }
            else if (sign is ')' or ']')
            {
                if (open != (sign == ')' ? '(' : '['))
                {
                    return $"'{sign}' closes nothing";
                }

                open = '\0';
            }
        }

        return open != '\0' ? $"'{open}' is never closed"
            : Array().Matches(trigger).FirstOrDefault(name => !definitions.Arrays.ContainsKey(name.Value[1..]))
                is { } array
                ? $"there is no array '{array.Value[1..]}'"
            : null;
    }

    [GeneratedRegex(@"@[\w.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Array();

    [GeneratedRegex(@"\{weight\s*=\s*\d+\}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    public static partial Regex Weight();

    [GeneratedRegex(
        @"\[(?<optional>[^\]]*)\]|\((?<either>[^)]*)\)|@(?<array>[\w.]+)|(?<wild>[*#_])|(?<word>[^\s\[\]()*#_]+)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Parts();

    [GeneratedRegex(@"<bot (?<name>[^>]+)>", RegexOptions.NonBacktracking)]
    private static partial Regex BotValue();

    private string BotValues(string text) =>
        BotValue()
            .Replace(
                text,
                match => definitions.Bot.GetValueOrDefault(match.Groups["name"].Value.Trim(), "").ToLowerInvariant()
            );

    private void Take(Match part)
    {
        if (_ways.Count > MostPatterns)
        {
            return;
        }

        if (part.Groups["optional"] is { Success: true } optional)
        {
            var choices = Choices(optional.Value);
            _phrase.Either(choices, isOptional: true);
            Either(choices.Select(Words), isOptional: true);
        }
        else if (part.Groups["either"] is { Success: true } either)
        {
            Kept(either.Value);
        }
        else if (part.Groups["array"] is { Success: true } array)
        {
            var choices = Choices("@" + array.Value);
            _phrase.Either(choices, isOptional: false);
            Either(choices.Select(Words), isOptional: false);
        }
        else if (part.Groups["wild"] is { Success: true } wild)
        {
            if (wild.Value == "_")
            {
                book.Differs(place, "_ takes any number of words here");
            }

            One(new TalkToken(wild.Value == "#" ? TokenKind.Number : TokenKind.Some, "", ++_star));
        }
        else if (part.Value.StartsWith('<'))
        {
            _failed = true;
        }
        else
        {
            One(TalkToken.Word(part.Value));
        }
    }

    /// <summary>Alternatives in brackets are kept: as a table, if the answer needs them.</summary>
    private void Kept(string inside)
    {
        var choices = Choices(inside);
        _star++;
        if (choices.Count == 0)
        {
            return;
        }

        if (choices is ["*" or "#" or "_"])
        {
            One(new TalkToken(choices[0] == "#" ? TokenKind.Number : TokenKind.Some, "", _star));
        }
        else if (keeps)
        {
            One(new TalkToken(TokenKind.Choice, Table(choices, inside), _star));
        }
        else
        {
            _phrase.Either(choices, isOptional: false);
            Either(choices.Select(Words), isOptional: false);
        }
    }

    private string Table(List<string> choices, string inside)
    {
        var same = book.Tables.Find(table => table.Rows.SequenceEqual(choices, StringComparer.Ordinal));
        if (same is not null)
        {
            return same.Name;
        }

        var name = inside.StartsWith('@') ? RuleText.Variable(inside[1..]) : $"choices_{book.Tables.Count + 1}";
        name = book.Tables.Exists(table => table.Name == name) ? $"{name}_{book.Tables.Count + 1}" : name;
        book.Tables.Add(new ImportedTable(name, choices));
        return name;
    }

    private List<string> Choices(string inside) =>
        [
            .. inside
                .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .SelectMany(choice =>
                    choice.StartsWith('@') && definitions.Arrays.TryGetValue(choice[1..], out var values)
                        ? values
                        : [choice]
                )
                .Select(choice => choice.ToLowerInvariant())
                .Distinct(StringComparer.Ordinal),
        ];

    private static ImmutableArray<TalkToken> Words(string choice) =>
        [
            .. choice
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word is "*" or "_" or "#" ? new TalkToken(TokenKind.Any, "", 0) : TalkToken.Word(word)),
        ];

    private void One(TalkToken token)
    {
        _phrase.One(token);
        _ways = [.. _ways.Select(way => way.Add(token))];
    }

    private void Either(IEnumerable<ImmutableArray<TalkToken>> choices, bool isOptional)
    {
        List<ImmutableArray<TalkToken>> all = [.. choices];
        // [*] is any words or none by itself.
        if (isOptional && !all.Exists(choice => choice is [{ Kind: TokenKind.Any }]))
        {
            all.Add([]);
        }

        _ways = [.. _ways.SelectMany(way => all.Select(choice => way.AddRange(choice))).Take(MostPatterns + 1)];
    }

    /// <summary>The pattern, and its forms with what people write in place of its words.</summary>
    private IEnumerable<ImmutableArray<TalkToken>> Written(ImmutableArray<TalkToken> way)
    {
        yield return way;
        foreach (var (written, meant) in definitions.Substitutions)
        {
            for (var at = 0; at + meant.Length <= way.Length && meant.Length > 0; at++)
            {
                if (
                    way.Skip(at)
                        .Take(meant.Length)
                        .Select(token => token.Text)
                        .SequenceEqual(meant, StringComparer.Ordinal)
                )
                {
                    yield return
                    [
                        .. way[..at],
                        .. written.Select(word => TalkToken.Word(word)),
                        .. way[(at + meant.Length)..],
                    ];
                }
            }
        }
    }
}
