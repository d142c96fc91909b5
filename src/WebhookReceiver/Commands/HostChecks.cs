using System.Globalization;
using System.Text;

namespace WebhookReceiver.Commands;

/// <summary>What the rules need from the machine and small images leave out. Without it they would be silently wrong.</summary>
internal static class HostChecks
{
    public static void Demand()
    {
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
        {
            throw new StartRefusedException(
                "This machine cannot take accents off letters: ICU is missing or switched off. Install ICU, use an image with it (the -extra ones), and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
            );
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _))
        {
            throw new StartRefusedException(
                "This machine knows no time zones. Install tzdata, or use an image with it (the -extra ones)."
            );
        }

        // The same answers wherever the server stands, also where LANG says Turkish.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }
}
