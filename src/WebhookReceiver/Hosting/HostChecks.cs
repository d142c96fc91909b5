using System.Globalization;
using System.Text;

namespace WebhookReceiver.Hosting;

/// <summary>
/// Checks host features that the rules need and small images omit. Without them answers would be silently wrong.
/// </summary>
internal static class HostChecks
{
    public static void Demand()
    {
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
        {
            throw new StartRefusedException(
                "This machine cannot remove accents from letters: ICU is missing or switched off. Install ICU, or use an image that has it (-extra), and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
            );
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _))
        {
            throw new StartRefusedException(
                "This machine knows no time zones. Install tzdata, or use an image that has it (-extra)."
            );
        }

        // The same answers on every host, also with a Turkish LANG.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }
}
