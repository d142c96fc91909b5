using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Linting;

/// <summary>In which wordings the commands of a book are heard, and in which not: a line for each of them.</summary>
internal static class HeardCommands
{
    /// <summary>How people refuse messages without the word for it.</summary>
    private static readonly Dictionary<string, string[]> Refusals = new(StringComparer.Ordinal)
    {
        ["de"] = ["keine Nachrichten mehr", "schreiben Sie mir nicht mehr"],
        ["en"] = ["don't send me messages", "no more messages", "unsubscribe"],
        ["es"] = ["no me envíen mensajes", "no más mensajes"],
        ["fr"] = ["ne m'envoyez plus de messages", "plus de messages"],
        ["hi-Latn"] = ["message mat bhejo"],
        ["id"] = ["jangan kirim pesan lagi"],
        ["it"] = ["non mandatemi messaggi", "basta messaggi"],
        ["nl"] = ["stuur mij geen berichten meer", "geen berichten meer"],
        ["pl"] = ["nie wysyłajcie mi wiadomości"],
        ["pt"] = ["não me envie mensagens", "chega de mensagens"],
        ["ru"] = ["не пишите мне больше"],
        ["tr"] = ["bana mesaj atmayın"],
    };

    public static IEnumerable<string> Of(RuleSet ruleSet)
    {
        var gate = ruleSet.OptOutGate;
        (string Name, CommandCondition? Command)[] commands =
        [
            ("settings.stop", gate.Stop),
            ("settings.start", gate.Start),
            ("settings.resume", gate.Resume),
            .. ruleSet
                .Rules.OfType<FileRule>()
                .Where(rule => rule.Options?.Cancel is not null)
                .GroupBy(rule => rule.Options!.Cancel!.Describe(), StringComparer.Ordinal)
                .Select(rules =>
                    (
                        $"'cancel' of {string.Join(", ", rules.Select(rule => $"'{rule.Name}'"))}",
                        rules.First().Options!.Cancel
                    )
                ),
        ];
        return commands
            .Where(one => one.Command is { IsPlain: true })
            .SelectMany(one => Lines(one.Name, one.Command!, ruleSet));
    }

    /// <summary>A line for each language.</summary>
    private static IEnumerable<string> Lines(string name, CommandCondition command, RuleSet ruleSet)
    {
        CommandWording[] shown = [.. Shown(command).Where(wording => WordingTable.Of(wording.Language) is not null)];
        return shown.Select(
            (wording, at) =>
                Line(
                    shown.Length == 1 ? name : $"{name} ({wording.Language})",
                    command,
                    [.. Examples(wording, command, WordIn(wording.Language, at, command, ruleSet))],
                    ruleSet
                )
        );
    }

    private static string Line(string name, CommandCondition command, string[] examples, RuleSet ruleSet)
    {
        examples = [.. examples.Distinct(StringComparer.Ordinal)];
        var uses = examples.ToLookup(text => UseOf(text, command, ruleSet));
        var heard = string.Join(", ", uses[CommandUse.Given].Select(Quoted));
        string[] missed = [.. uses[CommandUse.SpokenOf].Concat(uses[CommandUse.None]).Select(Quoted)];
        var line =
            missed.Length == 0 ? $"{name} hears {heard}" : $"{name} hears {heard}; not {string.Join(", ", missed)}";
        return command.Kind == CommandKind.Stop && missed.Length > 0
            ? line + ": add to 'stop' what you want to be heard"
            : line;
    }

    /// <summary>The word for the command in a language: the one that the rules give it, or that is known to be of it.</summary>
    private static string WordIn(string code, int at, CommandCondition command, RuleSet ruleSet)
    {
        var own = command.Phrases.FirstOrDefault(phrase =>
            command.Plain.Contains(phrase.Source, StringComparer.Ordinal)
            && ruleSet.Detector is { } detector
            && detector.LanguageOf(phrase) is >= 0 and var language
            && WordingTable.CodesOf(detector.Languages.All[language].Code).Contains(code, StringComparer.Ordinal)
        );
        return own?.Source ?? command.Plain[Math.Min(at, command.Plain.Length - 1)];
    }

    private static IEnumerable<string> Examples(CommandWording wording, CommandCondition command, string word)
    {
        var table = WordingTable.Of(wording.Language)!;
        yield return word;
        yield return $"{First(table.Courtesy)} {word}";
        if (command.Kind != CommandKind.Plain)
        {
            yield return $"{First(table.Wish)} {word}";
            yield return $"{word} {First(command.Kind == CommandKind.Stop ? table.Messages : table.Orders)}";
        }

        if (command.Kind == CommandKind.Stop && Refusals.TryGetValue(wording.Language, out var refusals))
        {
            foreach (var refusal in refusals)
            {
                yield return refusal;
            }
        }

        if (
            command.Kind == CommandKind.Cancel
            && TalkTable.Of(wording.Language, TalkPart.Drop).FirstOrDefault() is { } drop
        )
        {
            yield return drop;
        }

        if (command.Kind != CommandKind.Plain)
        {
            yield return $"{First(table.Doubts)} {word}";
        }
    }

    /// <summary>Where no language is named all are heard, but nobody reads that many examples: English ones.</summary>
    private static IEnumerable<CommandWording> Shown(CommandCondition command) =>
        command.Wordings.Length == WordingTable.Languages.Count()
            ? command.Wordings.Where(wording => wording.Language == "en")
            : command.Wordings;

    private static CommandUse UseOf(string text, CommandCondition command, RuleSet ruleSet)
    {
        using var context = MatchContext.Rent(LintContext.Say(text), ruleSet.Vocabulary);
        return command.UseIn(context);
    }

    private static string First(string entries) => entries.Split(',')[0];

    private static string Quoted(string text) => $"“{text}”";
}
