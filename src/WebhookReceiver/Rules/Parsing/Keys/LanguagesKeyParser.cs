using System.Globalization;
using System.Text.RegularExpressions;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary><c>languages</c> of the settings: codes such as en, de, pt-BR; the first is the default.</summary>
internal static class LanguagesKeyParser
{
    private static readonly Regex Shape = new(
        "^[a-z]{2,3}(-[A-Za-z]{2,4})?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    );

    public static void Parse(FolderSettings settings, Node node, ParseContext context)
    {
        var found = new List<ReplyLanguage>();
        foreach (var text in context.TextList(node, "a language"))
        {
            var code = text.Value.Trim();
            if (found.Exists(known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase)))
            {
                context.Problems.Error(text.Place, $"the language '{code}' stands here twice.", "Keep one of them.");
            }
            else if (IsCode(code) && ReplyLanguage.Find(code) is { } language)
            {
                found.Add(language);
            }
            else
            {
                var meant = Meant(code);
                context.Problems.Error(
                    text.Place,
                    $"'{code}' is not the code of a language.",
                    meant.Count switch
                    {
                        0 => "Write two letters such as en, de, ar or hi, with a country where it matters: pt-BR.",
                        1 => $"Write: {meant[0].Code}",
                        _ => $"Write: [{string.Join(", ", meant.Select(language => language.Code))}]",
                    }
                );
                // The replies in it are no further mistake.
                found.AddRange(meant.Where(language => !found.Contains(language)));
            }
        }
        settings.Languages = new Languages([.. found]);
        settings.LanguagesPlace = node.Place;
    }

    /// <summary>The languages of a text such as <c>EN</c> or <c>en, es</c>; none if a part of it is unknown.</summary>
    private static List<ReplyLanguage> Meant(string typed)
    {
        var parts = typed.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        var found = parts
            .Select(part => part.Length is 2 or 3 ? part.ToLowerInvariant() : part)
            .Select(part => ByName(part) ?? part)
            .Select(part => IsCode(part) ? ReplyLanguage.Find(part) : null)
            .OfType<ReplyLanguage>()
            .ToList();
        return found.Count == parts.Length ? found : [];
    }

    /// <summary>The code of a language by its name, English or its own; null for no name.</summary>
    private static string? ByName(string name) =>
        name.Length < 4
            ? null
            : CultureInfo
                .GetCultures(CultureTypes.NeutralCultures)
                .FirstOrDefault(culture =>
                    string.Equals(culture.EnglishName, name, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(culture.NativeName, name, StringComparison.OrdinalIgnoreCase)
                )
                ?.Name;

    /// <summary>Warns of a language that nothing tells from the others: nobody would ever be spoken to in it.</summary>
    public static void Check(LanguageDetector? detector, IEnumerable<FileRule> rules, ParseContext context)
    {
        if (detector is null || rules.Any(Chooses))
        {
            return;
        }

        var all = detector.Languages.All;
        string[] never = [.. all.Skip(1).Where((_, at) => !detector.CanTell(at + 1)).Select(language => language.Code)];
        if (never.Length > 0)
        {
            context.Problems.Warning(
                context.Settings.LanguagesPlace,
                $"nothing tells {string.Join(", ", never)} from the other languages, so nobody gets a reply in it.",
                $"Write the replies in it, or let people choose: remember: {{ language: {never[0]} }}."
            );
        }
    }

    private static bool Chooses(FileRule rule) =>
        rule.Options?.Remember.Any(one => one.Name == Languages.Variable) is true;

    /// <summary>Looks like the code of a language, in a map of texts by language.</summary>
    public static bool IsCode(string text) => Shape.IsMatch(text);

    /// <summary>Index of a language in the rules; -1 with a problem if the folder lacks it.</summary>
    public static int IndexOf(TextNode code, ParseContext context)
    {
        var languages = context.Settings.Languages;
        var at = languages.IndexOf(code.Value);
        if (at < 0 && context.Symbols.MayStandInUnreadableFile("languages"))
        {
            return at;
        }
        if (at < 0)
        {
            string[] known = [.. languages.All.Select(language => language.Code)];
            context.Problems.Error(
                code.Place,
                $"'{code.Value}' is not among the languages of the settings.",
                languages.IndexOf(code.Value.ToLowerInvariant()) >= 0
                        ? $"Did you mean '{code.Value.ToLowerInvariant()}'?"
                    : known.Length == 0
                        ? $"Write once in the folder: settings: {{ languages: [{code.Value}] }}, the usual one first."
                    : $"They are {string.Join(", ", known)}; add it under 'settings: languages:'."
            );
        }
        return at;
    }
}
