using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// On official channels, free text is allowed for 24 hours after the customer's last message (protocol sheet, section
/// 4.4).
/// </summary>
internal sealed class Sessions(IOptions<PushingOptions> options, Chats chats, PlatformClock clock)
{
    public bool IsOpen(ChatKey key) =>
        !Needs(key.Channel)
        || (chats.Find(key)?.LastHeard is { } heard && clock.GetUtcNow() - heard < options.Value.SessionLasts);

    private bool Needs(string channel) =>
        options.Value.SessionChannels.Count > 0
            ? options.Value.SessionChannels.Contains(channel, StringComparer.Ordinal)
            : Channel.IsOfficial(channel);
}
