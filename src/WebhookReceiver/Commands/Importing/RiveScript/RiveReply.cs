using System.Globalization;
using System.Text;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>Reads a reply with its tags.</summary>
internal sealed class RiveReply(RiveDefinitions definitions, ImportBook book, RulePlace place)
{
    private const int Deepest = 40;

    /// <summary>Whether it stands in the begin block, where <c>{ok}</c> is the answer.</summary>
    public bool IsBegin { get; init; }

    public Say Read(string text) => Read(text, 0);

    private Say Read(string text, int depth)
    {
        var parts = new List<Say>();
        var words = new StringBuilder();
        if (depth > Deepest)
        {
            book.NotTaken(place, "tags inside tags, more than forty deep");
            return new SayText("");
        }

        for (var at = 0; at < text.Length; )
        {
            var (end, said) = text[at] switch
            {
                '<' => Angle(text, at, depth),
                '{' => Brace(text, at, depth),
                '(' when at + 1 < text.Length && text[at + 1] == '@' => Array(text, at),
                '\\' when at + 1 < text.Length => (at + 2, new SayText(Escaped(text[at + 1]))),
                _ => (at, (Say?)null),
            };
            if (said is null && end == at)
            {
                words.Append(text[at++]);
                continue;
            }

            Close(words, parts);
            parts.Add(said ?? new SayText(""));
            at = end;
        }

        Close(words, parts);
        return parts is [var only] ? only : new SayAll(parts);
    }

    private static void Close(StringBuilder words, List<Say> parts)
    {
        if (words.Length > 0)
        {
            parts.Add(new SayText(words.ToString()));
            words.Clear();
        }
    }

    private static string Escaped(char sign) =>
        sign switch
        {
            'n' => "\n",
            's' => " ",
            _ => sign.ToString(),
        };

    /// <summary>The end of what opens here; -1 if nothing closes it.</summary>
    private static int End(string text, int at, char open, char close)
    {
        var depth = 0;
        for (var i = at; i < text.Length; i++)
        {
            depth +=
                text[i] == open ? 1
                : text[i] == close ? -1
                : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private (int End, Say? Said) Angle(string text, int at, int depth)
    {
        var end = End(text, at, '<', '>');
        if (end < 0)
        {
            return (at, null);
        }

        var tag = text[(at + 1)..end].Trim();
        if (tag == "call" && text.IndexOf("</call>", end, StringComparison.Ordinal) is > 0 and var call)
        {
            book.NotTaken(place, $"a call of program code: {text[at..(call + 7)]}");
            return (call + 7, new SayText(""));
        }

        return (end + 1, Tag(tag, depth));
    }

    private Say Tag(string tag, int depth)
    {
        var name = tag.Split([' ', '='], 2)[0];
        var rest = tag[name.Length..].Trim();
        switch (name)
        {
            case var star when star.StartsWith("star", StringComparison.Ordinal):
                return new SayStar(
                    int.TryParse(star.AsSpan(4), CultureInfo.InvariantCulture, out var number) ? number : 1
                );
            case "input" or "input1":
                return new SayValue("text");
            case "id":
                return new SayValue("number");
            case "get":
                return new SayGet(rest, "undefined");
            case "bot" or "env" when !rest.Contains('=', StringComparison.Ordinal):
                return new SayText(definitions.Bot.GetValueOrDefault(rest, "undefined"));
            case "set" when rest.Split('=', 2, StringSplitOptions.TrimEntries) is [var variable, var value]:
                return value == "undefined" ? new SayForget(variable) : new SaySet(variable, Read(value, depth + 1));
            case "add"
            or "sub"
            or "mult"
            or "div" when rest.Split('=', 2, StringSplitOptions.TrimEntries) is [var counted, var by]:
                return new SayCount(counted, FilterOf(name), Read(by, depth + 1));
            case "formal" or "sentence" or "uppercase" or "lowercase":
                return new SayCase(CaseOf(name), new SayStar(1), place);
            case "person":
                book.Differs(place, "<person> repeats the words as they are: I stays I");
                return new SayStar(1);
            case "@":
                return new SayRedirect(new SayStar(1), place);
            default:
                book.NotTaken(place, $"the tag <{tag}>");
                return new SayText("");
        }
    }

    private static string FilterOf(string name) =>
        name switch
        {
            "add" => "plus",
            "sub" => "minus",
            "mult" => "times",
            _ => "divided_by",
        };

    private static LetterCase CaseOf(string name) =>
        name switch
        {
            "formal" => LetterCase.Formal,
            "sentence" => LetterCase.Sentence,
            "uppercase" => LetterCase.Upper,
            _ => LetterCase.Lower,
        };

    private (int End, Say? Said) Brace(string text, int at, int depth)
    {
        var end = End(text, at, '{', '}');
        if (end < 0)
        {
            return (at, null);
        }

        var tag = text[(at + 1)..end].Trim();
        if (tag.StartsWith('@'))
        {
            return (end + 1, new SayRedirect(Read(tag[1..].Trim(), depth + 1), place));
        }

        if (tag is "random" or "formal" or "sentence" or "uppercase" or "lowercase" or "person")
        {
            return Around(text, tag, end + 1, depth);
        }

        if (
            tag.StartsWith("topic", StringComparison.Ordinal)
            && tag.Split('=', 2, StringSplitOptions.TrimEntries) is [_, var topic]
        )
        {
            return (end + 1, topic == "random" ? new SayForget("topic") : new SaySet("topic", new SayText(topic)));
        }

        if (tag == "ok" && IsBegin)
        {
            return (end + 1, new SayAnswer());
        }

        if (tag.StartsWith("weight", StringComparison.Ordinal))
        {
            book.NotTaken(place, $"the tag {{{tag}}} inside of another");
            return (end + 1, new SayText(""));
        }

        book.NotTaken(place, $"the tag {{{tag}}}");
        return (end + 1, new SayText(""));
    }

    private (int End, Say? Said) Around(string text, string tag, int start, int depth)
    {
        var closing = $"{{/{tag}}}";
        var close = text.IndexOf(closing, start, StringComparison.Ordinal);
        if (close < 0)
        {
            book.NotTaken(place, $"the tag {{{tag}}} is never closed");
            return (start, new SayText(""));
        }

        var (inside, end) = (text[start..close], close + closing.Length);
        if (tag == "random")
        {
            var choices = inside.Contains('|', StringComparison.Ordinal)
                ? inside.Split('|')
                : inside.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (end, new SayOneOf([.. choices.Select(choice => Read(choice, depth + 1))], place));
        }

        if (tag == "person")
        {
            book.Differs(place, "{person} repeats the words as they are: I stays I");
            return (end, Read(inside, depth + 1));
        }

        return (end, new SayCase(CaseOf(tag), Read(inside, depth + 1), place));
    }

    /// <summary><c>(@name)</c>: one of an array, by chance.</summary>
    private (int End, Say? Said) Array(string text, int at)
    {
        var end = text.IndexOf(')', at);
        return end > 0 && definitions.Arrays.TryGetValue(text[(at + 2)..end].Trim(), out var values) && !values.IsEmpty
            ? (end + 1, new SayOneOf([.. values.Select(value => new SayText(value))], place))
            : (at, null);
    }
}
