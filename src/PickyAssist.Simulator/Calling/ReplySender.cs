using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>Puts an instant reply into the chat: at once, after its delay, or when the phone is free.</summary>
internal sealed class ReplySender(Chats chats, PhoneQueue phone, Agenda agenda, PlatformClock clock)
{
    public void Send(ChatKey chat, InstantReply.Message reply)
    {
        var target = reply.Channel is { } channel ? chat with { Channel = channel } : chat;
        if (reply.Note is { } note)
            Show(
                target,
                new ChatLine
                {
                    Speaker = Speaker.Platform,
                    At = clock.GetUtcNow(),
                    Text = note,
                }
            );

        var wait = TimeSpan.FromSeconds(reply.Delay);
        if (reply.Content.Media is not null)
            wait += phone.Take(target.Channel);
        if (wait == TimeSpan.Zero)
        {
            Show(target, reply.Content);
            return;
        }

        agenda.After(
            wait,
            _ =>
            {
                Show(target, reply.Content with { At = clock.GetUtcNow() });
                return Task.CompletedTask;
            }
        );
    }

    private void Show(ChatKey chat, ChatLine line) => chats.Add(chat, line);
}
