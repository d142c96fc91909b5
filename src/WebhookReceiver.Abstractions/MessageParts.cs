namespace WebhookReceiver;

/// <summary>The kinds of content (protocol sheet, section 1.4).</summary>
public enum MessageKind
{
    /// <summary>Plain text.</summary>
    Text = 0,

    /// <summary>An image; its caption is the message text.</summary>
    Image = 1,

    /// <summary>A video.</summary>
    Video = 2,

    /// <summary>A sound or voice note.</summary>
    Audio = 3,

    /// <summary>A shared location.</summary>
    Location = 4,

    /// <summary>A document.</summary>
    Document = 5,

    /// <summary>One or more contact cards.</summary>
    Contact = 6,

    /// <summary>A tapped button, of a template or of a reply (sections 1.4 and 1.6 d, e).</summary>
    Button = 7,

    /// <summary>A row chosen from a list (section 1.6 e).</summary>
    List = 8,

    /// <summary>A content type that this version does not know.</summary>
    Other = 9,
}

/// <summary>A WhatsApp Web group (protocol sheet, section 1.3).</summary>
/// <param name="Id">The platform's group id; never empty.</param>
/// <param name="Name">
/// The group's name, from the sender text; <see langword="null"/> if the sender text has none.
/// </param>
/// <param name="Member">
/// Number or name of the member who wrote, from the sender text; <see langword="null"/> if the sender text has none.
/// </param>
/// <param name="Mentions">The mentioned members, as text; empty if none.</param>
public sealed record MessageGroup(string Id, string? Name, string? Member, IReadOnlyList<string> Mentions);

/// <summary>A row chosen from a list (protocol sheet, section 1.6 e).</summary>
/// <param name="Id">The reference that the business set when it sent the list.</param>
/// <param name="Description">The row's description; <see langword="null"/> if it has none.</param>
public sealed record ListChoice(string Id, string? Description);

/// <summary>A place on earth, in a message or in a reply (protocol sheet, sections 1.6 c and 2.2).</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Name">Name of the place; <see langword="null"/> if none.</param>
/// <param name="Address">Postal address in one line; <see langword="null"/> if none.</param>
/// <param name="Url">
/// A page about the place; <see langword="null"/> if none. Only in messages: a reply cannot carry it (section 2.2).
/// </param>
public sealed record Location(
    double Latitude,
    double Longitude,
    string? Name = null,
    string? Address = null,
    string? Url = null
);

/// <summary>
/// A contact card, in a message or in a reply (protocol sheet, sections 1.6 b and 2.2). Every field may be
/// <see langword="null"/>.
/// </summary>
public sealed record ContactCard
{
    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Phone number as the card spells it.</summary>
    public string? Phone { get; init; }

    /// <summary>Kind of the phone number, for example "Mobile".</summary>
    public string? PhoneType { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Street and house number.</summary>
    public string? Street { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State or province.</summary>
    public string? State { get; init; }

    /// <summary>Postal code.</summary>
    public string? Zip { get; init; }

    /// <summary>Name of the country.</summary>
    public string? Country { get; init; }

    /// <summary>Two-letter country code as the platform sends it.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Kind of the address, for example "Home".</summary>
    public string? AddressType { get; init; }

    /// <summary>Address (URL) of a picture.</summary>
    public string? Image { get; init; }
}
