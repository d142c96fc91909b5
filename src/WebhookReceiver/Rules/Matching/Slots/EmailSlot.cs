namespace WebhookReceiver.Rules.Matching;

/// <summary>An e-mail address, as written: one @, something before it, a dot in what comes after it.</summary>
internal sealed class EmailSlot : SlotType
{
    public override string Name => "email";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var run = WrittenRun.At(text, token);
        var at = run.IndexOf('@');
        if (at <= 0 || at != run.LastIndexOf('@') || run.Length > 254)
        {
            return 0;
        }
        var domain = run[(at + 1)..];
        var dot = domain.LastIndexOf('.');
        if (dot <= 0 || dot == domain.Length - 1 || domain.IndexOf("..", StringComparison.Ordinal) >= 0)
        {
            return 0;
        }
        value = run.ToString();
        return WrittenRun.Words(text, token, run.Length);
    }
}
