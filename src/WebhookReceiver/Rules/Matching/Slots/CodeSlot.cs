namespace WebhookReceiver.Rules.Matching;

/// <summary>A code such as AB-1234: letters, digits, hyphens and slashes without blanks, at least one digit among them. As written.</summary>
internal sealed class CodeSlot : SlotType
{
    public override string Name => "code";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var run = WrittenRun.At(text, token);
        var hasDigit = false;
        foreach (var c in run)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '/' or '_' or '.'))
            {
                return 0;
            }
            hasDigit |= char.IsDigit(c);
        }
        if (!hasDigit)
        {
            return 0;
        }
        value = run.ToString();
        return WrittenRun.Words(text, token, run.Length);
    }
}
