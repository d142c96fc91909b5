using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Settings <c>Pushing:*</c>. Behaviour that the protocol sheet does not cover is a setting too; its default is a guess
/// and marked so.
/// </summary>
internal sealed class PushingOptions
{
    /// <summary>A token of the V4 console. Default none: the start makes one and prints it once.</summary>
    [MinLength(8)]
    public string? Token { get; set; }

    /// <summary>A token of the V3 console. Default none.</summary>
    [MinLength(8)]
    public string? V3Token { get; set; }

    /// <summary>Most requests within any minute, over all endpoints (protocol sheet, section 6). Default 90.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 90;

    /// <summary>Most requests for a device's state within any minute (protocol sheet, section 6). Default 3.</summary>
    [Range(1, 1_000_000)]
    public int DeviceRequestsPerMinute { get; set; } = 3;

    /// <summary>Guess: whether a phone is connected. Without one its state is 101 (protocol sheet, section 5). Default yes.</summary>
    public bool HasDevice { get; set; } = true;

    /// <summary>Guess: whether a dropped request counts for the next minute. Default no.</summary>
    public bool DroppedCount { get; set; }

    /// <summary>
    /// Shortest time between two notices of dropped requests to the administrator (protocol sheet, section 6). Default
    /// 30 minutes.
    /// </summary>
    public TimeSpan NoticeEvery { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The configured channels. Default none: all.</summary>
    public IList<string> Channels { get; } = [];

    /// <summary>Channels whose free text needs a session. Default none: the official ones, 8, 101 and 121.</summary>
    public IList<string> SessionChannels { get; } = [];

    /// <summary>
    /// Time after the customer's last message during which free text is accepted (protocol sheet, section 4.4). Default
    /// 24 hours.
    /// </summary>
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Most customers outside a session that a new number may write to in 24 hours (protocol sheet, section 4.4); 0: no
    /// limit. Default 1,000.
    /// </summary>
    [Range(0, 10_000_000)]
    public int WarmUpUsers { get; set; } = 1_000;

    /// <summary>Balance of the account. Default 1,000.</summary>
    public decimal Balance { get; set; } = 1_000m;

    /// <summary>Price of one message. Default 0.005, as in the sheet's sample.</summary>
    [Range(0, 1_000)]
    public decimal Credit { get; set; } = 0.005m;

    /// <summary>
    /// Guess: a bad recipient is left out, and the call is accepted for the rest. Default no: the call is refused.
    /// </summary>
    public bool LeaveOutBadRecipients { get; set; }

    /// <summary>Guess: the status for media that cannot be fetched or sent. Default 410.</summary>
    [Range(101, 999)]
    public int BadMediaStatus { get; set; } = 410;

    /// <summary>
    /// Hosts that redirect, which media must not (protocol sheet, section 4.1). simulator.json names some shorteners.
    /// </summary>
    public IList<string> RedirectingHosts { get; } = [];

    /// <summary>Guess: time until a channel acknowledges a message. Default at once.</summary>
    public TimeSpan SubmittedAfter { get; set; } = TimeSpan.Zero;

    /// <summary>Guess: time until delivery. Default 1 s.</summary>
    public TimeSpan DeliveredAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Guess: time until the customer reads it. Default 3 s; empty: never.</summary>
    public TimeSpan? ReadAfter { get; set; } = TimeSpan.FromSeconds(3);

    [ValidateEnumeratedItems]
    public IList<TemplateOptions> Templates { get; } = [];
}

/// <summary>An approved template.</summary>
internal sealed class TemplateOptions
{
    [Required]
    public string Id { get; set; } = "";

    /// <summary>With {{1}}, {{2}}… for the variables.</summary>
    [Required]
    public string Text { get; set; } = "";

    public string? Header { get; set; }

    /// <summary>Labels of the quick-reply buttons.</summary>
    public IList<string> Buttons { get; } = [];
}

[OptionsValidator]
internal sealed partial class PushingOptionsValidator : IValidateOptions<PushingOptions>;
