using System.Globalization;

namespace PickyAssist.Simulator.Pushing;

/// <summary>The <c>status</c> in an answer's body (protocol sheet, section 5); the HTTP status is always 200.</summary>
internal static class PushStatus
{
    public const int Accepted = 100;
    public const int ServiceUnavailable = 101;
    public const int AuthenticationFailed = 401;
    public const int EmptyNumberList = 402;
    public const int InsufficientBalance = 403;
    public const int InvalidNumber = 406;
    public const int EmptyMessage = 407;
    public const int InvalidRequest = 410;
    public const int AccountNotActive = 801;
    public const int SessionExpired = 802;
    public const int InvalidTemplate = 804;

    public static string Words(int status) =>
        status switch
        {
            Accepted => "Success",
            ServiceUnavailable => "Service unavailable",
            AuthenticationFailed => "Authentication failed",
            EmptyNumberList => "Empty number list",
            InsufficientBalance => "Insufficient balance",
            404 => "Cannot reach the phone",
            405 => "API not active for the plan",
            InvalidNumber => "Invalid mobile number",
            EmptyMessage => "Empty message",
            408 => "Project not active",
            409 => "Invalid user",
            InvalidRequest => "Invalid request",
            AccountNotActive => "Official WhatsApp account not active",
            SessionExpired => "Not contactable, 24 hour session expired",
            InvalidTemplate => "Invalid template id",
            817 => "No templates found",
            _ => string.Create(CultureInfo.InvariantCulture, $"Status {status}"),
        };
}
