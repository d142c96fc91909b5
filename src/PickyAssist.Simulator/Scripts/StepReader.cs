using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Scripts;

/// <summary>Reads one step: the customer's action and the expected answer.</summary>
internal static class StepReader
{
    private static readonly string[] Does = ["say", "media", "location", "contact", "tap"];
    private static readonly string[] Keys =
    [
        .. Does,
        "customer",
        "name",
        "channel",
        "group",
        "answer",
        "has",
        "silent",
        "answer-media",
        "delay",
    ];

    public static Step Read(ScriptMap step, CustomerMessage somebody)
    {
        step.AllowOnly(Keys);
        if (!Does.Any(step.Has))
            step.Tell($"This step does nothing. Write one of {string.Join(", ", Does)}.");
        if (step.Has("silent") && (step.Has("answer") || step.Has("has")))
            step.Tell("An answer cannot be silent and have a text. Leave one of them out.");

        var message = somebody with
        {
            From = step.Text("customer") ?? somebody.From,
            Name = step.Text("name") ?? somebody.Name,
            Channel = step.Text("channel") ?? somebody.Channel,
            Text = step.Text("say"),
            Media = step.Text("media") is { } url ? new Medium(MediaKind.Of(url), url) : null,
            Location = ReadPlace(step.Map("location")),
            Contact = ReadCard(step.Map("contact")),
            Group = ReadGroup(step.Map("group")) ?? somebody.Group,
        };
        return new Step(step.Line, WithTap(message, step.Map("tap")), ReadExpectation(step));
    }

    private static Expectation ReadExpectation(ScriptMap step) =>
        new()
        {
            Answer = step.Text("answer")?.TrimEnd('\n'),
            Has = step.Texts("has"),
            Silent = step.Flag("silent"),
            Media = step.Text("answer-media"),
            Delay = (int?)step.Number("delay"),
        };

    private static ChatGroup? ReadGroup(ScriptMap? group)
    {
        if (group is null)
            return null;

        group.AllowOnly("id", "name", "mentions");
        if (group.Text("id") is { } id && group.Text("name") is { } name)
            return new ChatGroup(id, name, group.Texts("mentions"));

        group.Tell("A group needs its id and its name.");
        return null;
    }

    private static Place? ReadPlace(ScriptMap? place)
    {
        if (place is null)
            return null;

        place.AllowOnly("lat", "long", "name", "address", "url");
        if (place.Number("lat") is { } lat && place.Number("long") is { } longitude)
            return new Place(lat, longitude, place.Text("name"), place.Text("address"), place.Text("url"));

        place.Tell("A location has a lat and a long.");
        return null;
    }

    private static ContactCard? ReadCard(ScriptMap? card)
    {
        card?.AllowOnly("first-name", "last-name", "phone", "email");
        return card is null
            ? null
            : new ContactCard(card.Text("first-name"), card.Text("last-name"), card.Text("phone"), card.Text("email"));
    }

    private static CustomerMessage WithTap(CustomerMessage message, ScriptMap? tap)
    {
        if (tap is null)
            return message;

        tap.AllowOnly("button", "list", "template", "label", "description", "context");
        (TapKind Kind, string? Id)[] ids =
        [
            (TapKind.Button, tap.Text("button")),
            (TapKind.List, tap.Text("list")),
            (TapKind.Template, tap.Text("template")),
        ];
        var found = ids.Where(one => one.Id is not null).ToList();
        if (found is not [{ Id: { } id } chosen])
        {
            tap.Tell("A tap names one of button, list and template with the reference of the choice.");
            return message;
        }

        return message with
        {
            Text = tap.Text("label") ?? message.Text ?? id,
            Tap = new Tap(chosen.Kind, id, tap.Text("description"), tap.Text("context")),
        };
    }
}
