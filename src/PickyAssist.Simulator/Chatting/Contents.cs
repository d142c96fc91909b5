namespace PickyAssist.Simulator.Chatting;

/// <summary>
/// An image, video, audio or document, by its address. Inline media have none: nothing is stored here.
/// </summary>
internal sealed record Medium(string Kind, string? Url, string? Name = null);

internal sealed record Place(double Lat, double Long, string? Name = null, string? Address = null, string? Url = null);

/// <summary>A contact card with the fields that a phone shows.</summary>
internal sealed record ContactCard(
    string? FirstName,
    string? LastName,
    string? Phone,
    string? Email = null,
    string? Country = null,
    string? CountryCode = null,
    string? State = null,
    string? City = null
);
