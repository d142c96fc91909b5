namespace WebhookReceiver.Storage.Contacts;

/// <summary>A person's number as programs around WhatsApp Web write it: <c>447700900123@c.us</c>.</summary>
internal static class WhatsAppAddress
{
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    /// <summary>Of people; those of groups (<c>@g.us</c>) and of hidden numbers (<c>@lid</c>) have no number.</summary>
    private static readonly string[] Endings = ["@c.us", "@s.whatsapp.net"];

    /// <summary>The digits; <see langword="null"/> if it is no such address.</summary>
    public static string? NumberOf(string text)
    {
        foreach (var ending in Endings)
        {
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                var number = text.AsSpan(0, text.Length - ending.Length);
                // One of the person's devices.
                number = number.IndexOf(':') is > 0 and var device ? number[..device] : number;
                return
                    number.Length is >= FewestDigits and <= MostDigits
                    && !number.ContainsAnyExceptInRange('0', '9')
                    && number[0] != '0'
                    ? number.ToString()
                    : null;
            }
        }

        return null;
    }
}
