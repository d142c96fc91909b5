namespace WebhookReceiver.Rules;

/// <summary>A source position: path inside the rules folder with '/', line and column from 1.</summary>
internal readonly record struct RulePlace(string Path, int Line, int Column)
{
    public override string ToString() => $"{Path}:{Line}:{Column}";
}
