namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary>The keys under <c>when</c>.</summary>
internal static class ConditionKeys
{
    public static KeyTable<ConditionDraft> Table { get; } =
        new([
            new("words", PhraseKeys.Words),
            new("all-words", PhraseKeys.AllWords),
            new("is", PhraseKeys.Is),
            new("contains", ContainsKey.Read),
            new("matches", MatchesKey.Read),
            new("not", NestedKeys.Not),
            new("any", NestedKeys.Any),
            new("all", NestedKeys.All),
            new("type", TypeKey.Read),
            new("button", ButtonKey.Read),
            new("channel", ChannelKey.Read),
            new("project", ProjectKey.Read),
            new("from", FromKey.Read),
            new("chat", ChatKey.Read),
            new("vars", VarsKey.Read),
            new("contact", ContactKey.Read),
            new("first", FirstKey.Read),
            new("missed", FirstKey.ReadMissed),
            new("mentions", MentionsKey.Read),
            new("open", OpenKeys.Open),
            new("closed", OpenKeys.Closed),
            new("language", LanguageKey.Read),
            new("event", EventKey.Read),
        ]);
}
