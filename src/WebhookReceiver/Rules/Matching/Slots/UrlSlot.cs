namespace WebhookReceiver.Rules.Matching;

/// <summary>A web address, as written: with http(s):// or www. in front, or a domain with a path.</summary>
internal sealed class UrlSlot : SlotType
{
    public override string Name => "url";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var run = WrittenRun.At(text, token);
        var hasScheme =
            run.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || run.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var rest = hasScheme ? run[(run.IndexOf("//", StringComparison.Ordinal) + 2)..] : run;
        var slash = rest.IndexOf('/');
        var host = slash < 0 ? rest : rest[..slash];
        var dot = host.IndexOf('.');
        var isHost = dot > 0 && dot < host.Length - 1 && !host.Contains('@');
        var isAddress = hasScheme || slash > 0 || host.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        if (!isHost || !isAddress)
        {
            return 0;
        }
        value = run.ToString();
        return WrittenRun.Words(text, token, run.Length);
    }
}
