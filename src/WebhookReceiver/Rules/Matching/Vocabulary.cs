namespace WebhookReceiver.Rules.Matching;

/// <summary>Every word that the phrases of one book know, by number. Filled while the book is built, then only read.</summary>
internal sealed class Vocabulary;
