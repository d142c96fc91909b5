using System.Globalization;

namespace WebhookReceiver.Sending.Pushing;

/// <summary>The <c>status</c> in the body of an answer (protocol sheet, section 5).</summary>
internal static class PushStatus
{
    public const int Accepted = 100;

    /// <summary>The project's fault, not the message's: no message gets through until an operator acts.</summary>
    public static bool IsOfProject(int status) => status is 101 or 401 or 403 or 404 or 405 or 408 or 801;

    /// <summary>Meaning and remedy, in our words: the platform's could contain a number.</summary>
    public static string Words(int status)
    {
        var meaning = status switch
        {
            101 => "the service is not available",
            401 => "the token is not accepted; check Sending:Token, and Sending:BaseUrl: V3 and V4 tokens differ",
            402 => "no recipient",
            403 => "the balance is too small; top it up in the platform",
            404 => "the phone of this channel cannot be reached",
            405 => "the API is not part of the plan",
            406 => "not a valid mobile number",
            407 => "there is nothing to send",
            408 => "the project is not active",
            409 => "not a valid user",
            410 => "not a valid request",
            801 => "the WhatsApp account is not active, or the channel is not one of this plan",
            802 => "the contact has not written for 24 hours: only a template may be sent",
            804 => "no such template",
            817 => "no templates",
            _ => "the platform's documentation does not list it",
        };
        return string.Create(CultureInfo.InvariantCulture, $"status {status}: {meaning}");
    }
}
