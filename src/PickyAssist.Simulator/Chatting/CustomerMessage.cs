using System.Text.Json.Serialization;

namespace PickyAssist.Simulator.Chatting;

/// <summary>The kind of a tapped choice; its label is the message's text.</summary>
internal enum TapKind
{
    [JsonStringEnumMemberName("list")]
    List,

    [JsonStringEnumMemberName("button")]
    Button,

    /// <summary>A quick-reply button of a template.</summary>
    [JsonStringEnumMemberName("template")]
    Template,
}

/// <param name="Kind">The kind of the tapped element.</param>
/// <param name="Id">The choice's reference; for a template's button its payload.</param>
/// <param name="Description">Second line of a list's row.</param>
/// <param name="Context">The <c>msg_id</c> of the message that offered the choice.</param>
internal sealed record Tap(TapKind Kind, string Id, string? Description = null, string? Context = null);

/// <param name="Id">The group's id.</param>
/// <param name="Name">Its subject.</param>
/// <param name="Mentions">The mentioned members.</param>
internal sealed record ChatGroup(string Id, string Name, IReadOnlyList<string>? Mentions = null);

/// <summary>A customer's action on the phone.</summary>
internal sealed record CustomerMessage
{
    public required string Channel { get; init; }

    /// <summary>Number, or the subscriber's id on channels without numbers.</summary>
    public required string From { get; init; }

    public string? Name { get; init; }

    public string? Text { get; init; }

    public Medium? Media { get; init; }

    public Place? Location { get; init; }

    public ContactCard? Contact { get; init; }

    public Tap? Tap { get; init; }

    /// <summary>WhatsApp Web only (protocol sheet, section 1.3).</summary>
    public ChatGroup? Group { get; init; }

    /// <summary>
    /// An echo: the business itself wrote, on the phone of WhatsApp Web (protocol sheet, section 1.3).
    /// </summary>
    public bool Echo { get; init; }

    /// <summary>A group is one chat for all its members.</summary>
    [JsonIgnore]
    public ChatKey Key => new(Channel, Group?.Id ?? From);

    public ChatLine AsLine(string id, DateTimeOffset at) =>
        new()
        {
            Speaker = Echo ? Speaker.Business : Speaker.Customer,
            Via = Echo ? "phone" : null,
            At = at,
            Id = id,
            Text = Text,
            Media = Media,
            Location = Location,
            Contact = Contact,
        };
}
