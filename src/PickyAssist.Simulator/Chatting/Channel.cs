namespace PickyAssist.Simulator.Chatting;

/// <summary>
/// Properties of a channel (protocol sheet, section 1.5). The set is open: an unknown id is a channel too.
/// </summary>
internal sealed record Channel(string Id, string Name)
{
    public static IReadOnlyList<Channel> Known { get; } =
    [
        new("8", "WhatsApp Official"),
        new("121", "WhatsApp Official, managed"),
        new("101", "WhatsApp Cloud API"),
        new("10", "WhatsApp Web"),
        new("1", "WhatsApp personal, by phone"),
        new("2", "WhatsApp Business app, by phone"),
        new("3", "SMS by phone"),
        new("5", "Facebook Messenger"),
        new("11", "Instagram"),
        new("919737001155", "Shared number, India"),
        new("556140404433", "Shared number, Brazil"),
    ];

    /// <summary>Automation of a real phone: slow, and without read reports.</summary>
    public static bool IsPhone(string id) => id is "1" or "2" or "3";

    /// <summary>Customers have a subscriber's id instead of a number.</summary>
    public static bool IsNumberless(string id) => id is "5" or "11";

    public static bool IsSharedNumber(string id) => id is "919737001155" or "556140404433";

    /// <summary>Official WhatsApp in its forms; 121 by the reports of integrators.</summary>
    public static bool IsOfficial(string id) => id is "8" or "101" or "121";
}
