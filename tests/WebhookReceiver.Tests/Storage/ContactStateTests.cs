using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Storage;

public sealed class ContactStateTests
{
    private static readonly DateTimeOffset Now = JournalRig.Start;

    [Fact]
    public void Changes_make_the_next_version_and_survive_being_stored()
    {
        var state = ContactState
            .Empty.With(
                [new ContactChange("city", "Cork"), new ContactChange("order", "17", Now.AddDays(1))],
                Now,
                out _
            )
            .With(
                [new ContactChange("city", null), new ContactChange("name", "\u00c5sa \U0001F600")],
                Now,
                out var refused
            );
        var read = ContactState.Read(state.Version, state.Stored);

        Assert.Equal(0, refused);
        Assert.Equal(2, read.Version);
        Assert.Equal(
            new Dictionary<string, string> { ["name"] = "\u00c5sa \U0001F600", ["order"] = "17" },
            read.At(Now)
        );
        Assert.Equal(new Dictionary<string, string> { ["name"] = "\u00c5sa \U0001F600" }, read.At(Now.AddDays(1)));
    }

    [Fact]
    public void What_goes_beyond_the_limit_is_refused_and_told()
    {
        var large = new string('x', 20_000);
        var state = ContactState.Empty.With(
            [
                new ContactChange("a", large),
                new ContactChange("b", large),
                new ContactChange("c", "small"),
                new ContactChange("a", "short"),
                new ContactChange("b", large),
            ],
            Now,
            out var refused
        );
        Assert.Equal(1, refused);
        Assert.Equal(["a", "b", "c"], state.At(Now).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("short", state.At(Now)["a"]);
    }

    [Fact]
    public void However_much_is_known_there_is_room_for_an_open_form_and_always_for_stop()
    {
        var full = ContactState.Empty.With([new ContactChange("a", new string('x', 32_755))], Now, out _);

        var form = full.With([new ContactChange("~form", new string('y', 8_000))], Now, out var forms);
        var more = form.With([new ContactChange("~said", new string('y', 8_000))], Now, out var others);
        var stopped = form.With([new ContactChange(ContactState.Stopped, "yes")], Now, out var stops);

        Assert.Equal((0, 1, 0), (forms, others, stops));
        Assert.False(full.With([new ContactChange("b", "c")], Now, out _).At(Now).ContainsKey("b"));
        Assert.False(more.At(Now).ContainsKey("~said"));
        Assert.True(stopped.IsStopped);
    }

    [Fact]
    public void What_has_expired_is_not_stored_again()
    {
        var state = ContactState.Empty.With([new ContactChange("a", "1", Now.AddDays(1))], Now, out _);
        Assert.True(state.With([], Now.AddDays(1), out _).Stored.IsEmpty);
    }

    [Fact]
    public void What_the_program_keeps_stands_apart_from_what_rules_know()
    {
        var state = ContactState.Empty.With([new("form", "shop's"), new("~form", "own")], Now, out _);

        var view = ContactState.Read(1, state.Stored).ViewAt(Now);

        Assert.Equal(new Dictionary<string, string> { ["form"] = "shop's" }, view.Known);
        Assert.Equal(new Dictionary<string, string> { ["form"] = "own" }, view.Own);
        Assert.False(ContactNote.IsName("~form"));
    }
}
