using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Aiml;

/// <summary>Reads a template with its tags.</summary>
internal sealed partial class AimlTemplate(string path, IReadOnlyDictionary<string, string> bot, ImportBook book)
{
    public Say Read(XElement element) => Inside(element.Nodes());

    private Say Inside(IEnumerable<XNode> nodes)
    {
        var parts = new List<Say>();
        foreach (var node in nodes)
        {
            if (node is XText text)
            {
                parts.Add(new SayText(Blanks().Replace(text.Value, " ")));
            }
            else if (node is XElement element)
            {
                parts.Add(Tag(element));
            }
        }

        return parts is [var only] ? only : new SayAll(parts);
    }

    private Say Tag(XElement tag)
    {
        var place = AimlDocument.PlaceOf(tag, path);
        return tag.Name.LocalName switch
        {
            "star" => new SayStar(IndexOf(tag)),
            "srai" => new SayRedirect(Read(tag), place),
            "sr" => new SayRedirect(new SayStar(1), place),
            "random" => new SayOneOf([.. Items(tag).Select(Read)], place),
            "condition" => AimlCondition.Read(tag, this, place, book),
            "think" => new AimlThought(Read(tag)).Silent(),
            "set" when NameOf(tag) is { } name => Set(name, tag),
            "get" when NameOf(tag) is { } name => new SayGet(name, ""),
            "bot" when NameOf(tag) is { } name => Bot(name, place),
            "input" or "request" when IndexOf(tag) == 1 => new SayValue("text"),
            "id" => new SayValue("number"),
            "date" => Date(tag, place),
            "br" => new SayText("\n"),
            "uppercase" => new SayCase(LetterCase.Upper, OrStar(tag), place),
            "lowercase" => new SayCase(LetterCase.Lower, OrStar(tag), place),
            "formal" => new SayCase(LetterCase.Formal, OrStar(tag), place),
            "sentence" => new SayCase(LetterCase.Sentence, OrStar(tag), place),
            "person" or "person2" or "gender" => Swapped(tag, place),
            "normalize" or "denormalize" or "explode" => Plain(tag, place),
            "b" or "strong" => new SayAll([new SayText("*"), Read(tag), new SayText("*")]),
            "i" or "em" => new SayAll([new SayText("_"), Read(tag), new SayText("_")]),
            "p" => new SayAll([new SayText("\n"), Read(tag)]),
            "a" => Link(tag),
            _ => Unknown(tag, place),
        };
    }

    public static IEnumerable<XElement> Items(XElement tag) =>
        tag.Elements().Where(item => item.Name.LocalName == "li");

    /// <summary>An attribute, or the element of its name.</summary>
    public static string? NameOf(XElement tag) => Value(tag, "name") ?? Value(tag, "var");

    public static string? Value(XElement tag, string name) =>
        (tag.Attribute(name)?.Value ?? tag.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value)?.Trim();

    private static int IndexOf(XElement tag) =>
        int.TryParse(Value(tag, "index")?.Split(',')[0], CultureInfo.InvariantCulture, out var index) ? index : 1;

    private Say OrStar(XElement tag) => tag.Nodes().Any() ? Read(tag) : new SayStar(1);

    private Say Set(string name, XElement tag)
    {
        var value = Inside(tag.Nodes().Where(node => node is not XElement { Name.LocalName: "name" or "var" }));
        book.Took("variables that are set");
        if (value is SayAll { Parts.Count: 0 })
        {
            return new SayForget(name);
        }

        return new SayAll([new SaySet(name, value), value]);
    }

    private SayText Bot(string name, RulePlace place)
    {
        if (bot.TryGetValue(name, out var value))
        {
            return new SayText(value);
        }

        book.NotTaken(place, $"the bot's '{name}' is given in no .properties or .json file beside it");
        return new SayText("");
    }

    private SayValue Date(XElement tag, RulePlace place)
    {
        var format = Value(tag, "format") ?? Value(tag, "jformat") ?? "%d %B %Y";
        if (format.Contains('%', StringComparison.Ordinal))
        {
            return new SayValue($"now | date: \"{format.Replace("\"", "'", StringComparison.Ordinal)}\"");
        }

        book.Differs(place, $"the date is not written as '{format}'");
        return new SayValue("now | date: \"%d %B %Y\"");
    }

    private Say Swapped(XElement tag, RulePlace place)
    {
        book.Differs(place, $"<{tag.Name.LocalName}> repeats the words as they are: I stays I");
        return OrStar(tag);
    }

    private Say Plain(XElement tag, RulePlace place)
    {
        book.Differs(place, $"<{tag.Name.LocalName}> leaves the words as they are");
        return OrStar(tag);
    }

    private SayAll Link(XElement tag) => new SayAll([Read(tag), new SayText($": {tag.Attribute("href")?.Value}")]);

    private SayText Unknown(XElement tag, RulePlace place)
    {
        book.NotTaken(place, $"the tag <{tag.Name.LocalName}>");
        return new SayText("");
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}

/// <summary>What a bot does without saying it.</summary>
internal sealed record AimlThought(Say Thought)
{
    public Say Silent() => Quiet(Thought);

    private static Say Quiet(Say say) =>
        say switch
        {
            SayAll all => new SayAll([.. all.Parts.Select(Quiet)]),
            SaySet or SayForget or SayCount => say,
            SayIf condition => condition with
            {
                Branches = [.. condition.Branches.Select(branch => branch with { Answer = Quiet(branch.Answer) })],
                Otherwise = condition.Otherwise is { } otherwise ? Quiet(otherwise) : null,
            },
            _ => new SayText(""),
        };
}
