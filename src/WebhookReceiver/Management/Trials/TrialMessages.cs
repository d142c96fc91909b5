using System.Globalization;
using WebhookReceiver.Api;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Management.Trials;

/// <summary>Makes the messages of a trial, with the first thing that is wrong about them.</summary>
internal static class TrialMessages
{
    private const int LongestText = 16_384;

    private static readonly string[] Kinds =
    [
        .. Enum.GetValues<MessageKind>().Select(kind => kind.ToString().ToLowerInvariant()),
    ];

    public static (IncomingMessage? Message, string? Problem) Of(TrialMessage said, Trial trial, DateTimeOffset now)
    {
        var channel = said.Channel is null ? trial.Channel : ChannelNames.Find(said.Channel).FirstOrDefault();
        var problem =
            channel is null
                ? $"There is no channel '{said.Channel}'; write one of {string.Join(", ", ChannelNames.All)}, or an id."
            : said.Kind is { } word && !Kinds.Contains(word, StringComparer.Ordinal)
                ? $"There is no kind '{word}'; there are {string.Join(", ", Kinds)}."
            : said.Text?.Length > LongestText ? $"The text has more than {LongestText} characters."
            : said.Latitude is null != said.Longitude is null ? "A place has 'latitude' and 'longitude'."
            : said.Latitude is < -90 or > 90 || said.Longitude is < -180 or > 180
                ? "'latitude' is from -90 to 90, 'longitude' from -180 to 180."
            : null;
        if (problem is not null)
        {
            return (null, problem);
        }

        var kind = KindOf(said);
        return (
            new IncomingMessage
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{trial.Id}-{trial.Said + 1}"),
                Sender = trial.Sender,
                Name = said.Name ?? trial.Name,
                Text = said.Text ?? "",
                Kind = kind,
                Channel = channel!,
                MediaUrl = said.Media ?? (IsMedia(kind) ? "https://example.com/trial" : null),
                ButtonPayload = kind is MessageKind.Button ? said.Button ?? said.Text : null,
                ListChoice = kind is MessageKind.List ? new ListChoice(said.Button ?? said.Text ?? "", null) : null,
                Location = said is { Latitude: { } latitude, Longitude: { } longitude }
                    ? new Location(latitude, longitude)
                    : null,
                ReceivedAt = said.At ?? now,
                Seed = trial.Said + 1,
            },
            null
        );
    }

    private static MessageKind KindOf(TrialMessage said) =>
        said.Kind is { } word ? Enum.GetValues<MessageKind>()[Array.IndexOf(Kinds, word)]
        : said.Latitude is not null ? MessageKind.Location
        : said.Button is not null ? MessageKind.Button
        : said.Media is not null ? MessageKind.Image
        : MessageKind.Text;

    private static bool IsMedia(MessageKind kind) =>
        kind is MessageKind.Image or MessageKind.Video or MessageKind.Audio or MessageKind.Document;
}
