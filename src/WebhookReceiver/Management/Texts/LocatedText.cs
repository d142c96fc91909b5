namespace WebhookReceiver.Management.Texts;

/// <summary>A text of a rule that a form can show.</summary>
/// <param name="Id">Its name within the rule.</param>
/// <param name="IsPhrase">A phrase of <c>when</c>; otherwise a reply.</param>
/// <param name="Language">Its language; null for the only one.</param>
/// <param name="Scalar">Where it stands.</param>
/// <param name="List">The list that it is an item of; null if it stands alone.</param>
internal sealed record LocatedText(string Id, bool IsPhrase, string? Language, SpanScalar Scalar, SpanList? List)
{
    /// <summary>A reference to a shared text or list belongs to all rules that use it.</summary>
    public bool IsEditable => !(IsPhrase ? IsListName(Scalar.Value) : IsTextName(Scalar.Value));

    /// <summary>As people write it: a block's last line break means nothing.</summary>
    public string Value => Scalar.IsBlock ? Scalar.Value.TrimEnd('\n') : Scalar.Value;

    private static bool IsListName(string value) => value.StartsWith('$') && !value.Any(char.IsWhiteSpace);

    private static bool IsTextName(string value) =>
        value.StartsWith("{{", StringComparison.Ordinal)
        && value.EndsWith("}}", StringComparison.Ordinal)
        && value[2..^2].Trim() is var name
        && name.StartsWith("texts.", StringComparison.Ordinal)
        && name.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_');
}

/// <summary>Finds the texts of a rule in the tree of its file.</summary>
internal static class LocatedTexts
{
    private static readonly string[] PhraseKeys = ["words", "all-words", "is", "contains"];

    private static readonly string[] GroupKeys = ["any", "all"];

    /// <summary>The rule that begins last up to a character; null if there is none.</summary>
    public static SpanMap? RuleAt(SpanNode root, int index)
    {
        var rules = root is SpanMap top ? top["rules"] as SpanList : root as SpanList;
        return rules?.Items.OfType<SpanMap>().LastOrDefault(rule => rule.Start <= index);
    }

    /// <summary>The texts in the order of the file.</summary>
    public static IReadOnlyList<LocatedText> Of(SpanMap rule)
    {
        var texts = new List<LocatedText>();
        if (rule["when"] is { } when)
        {
            AddPhrases(texts, when, "when");
        }

        if (rule["reply"] is { } reply)
        {
            AddReplies(texts, reply, "reply", language: null);
        }

        return [.. texts.OrderBy(text => text.Scalar.Start)];
    }

    private static void AddPhrases(List<LocatedText> texts, SpanNode node, string id)
    {
        if (node is SpanMap map)
        {
            foreach (var (key, value) in map.Entries)
            {
                if (PhraseKeys.Contains(key.Value, StringComparer.Ordinal))
                {
                    AddTexts(texts, value, $"{id}.{key.Value}", isPhrase: true, language: null);
                }
                else if (GroupKeys.Contains(key.Value, StringComparer.Ordinal) && value is SpanList group)
                {
                    AddGroup(texts, group, $"{id}.{key.Value}");
                }
            }
        }
        else
        {
            AddTexts(texts, node, id, isPhrase: true, language: null);
        }
    }

    private static void AddGroup(List<LocatedText> texts, SpanList group, string id)
    {
        foreach (var (index, item) in group.Items.Index())
        {
            if (item is SpanScalar scalar)
            {
                texts.Add(new LocatedText($"{id}[{index}]", IsPhrase: true, Language: null, scalar, group));
            }
            else
            {
                AddPhrases(texts, item, $"{id}[{index}]");
            }
        }
    }

    private static void AddReplies(List<LocatedText> texts, SpanNode node, string id, string? language)
    {
        if (node is not SpanMap map)
        {
            AddTexts(texts, node, id, isPhrase: false, language);
            return;
        }

        if (map["text"] is { } text)
        {
            AddReplies(texts, text, id + ".text", language);
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (Rules.Parsing.Keys.LanguagesKeyParser.IsCode(key.Value.ToLowerInvariant()))
            {
                AddTexts(texts, value, $"{id}.{key.Value}", isPhrase: false, key.Value);
            }
        }
    }

    private static void AddTexts(List<LocatedText> texts, SpanNode node, string id, bool isPhrase, string? language)
    {
        switch (node)
        {
            case SpanScalar { Value.Length: > 0 } scalar:
                texts.Add(new LocatedText(id, isPhrase, language, scalar, List: null));
                break;
            case SpanList list:
                foreach (var (index, item) in list.Items.Index())
                {
                    if (item is SpanScalar scalar)
                    {
                        texts.Add(new LocatedText($"{id}[{index}]", isPhrase, language, scalar, list));
                    }
                }

                break;
        }
    }
}
