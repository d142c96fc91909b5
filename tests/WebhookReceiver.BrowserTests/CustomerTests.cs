namespace WebhookReceiver.BrowserTests;

/// <summary>The customers on the desk.</summary>
public sealed class CustomerTests(BrowserFixture fixture) : DeskTest(fixture)
{
    private const string Chloe = """[data-chat="121/447700900789"]""";

    [Fact]
    public async Task Two_customers_are_on_the_desk()
    {
        Assert.Equal("The platform on your desk", await Desk.AskAsync<string>("document.title"));
        Assert.Equal(
            ["Ann / WhatsApp Official · 447700900123", "Ben / SMS by phone · 447700900456"],
            await Desk.AskAsync<string[]>(
                """[...document.querySelectorAll(".phone > header div")].map(head => head.innerText.split(/\n+/).join(" / "))"""
            )
        );
        Assert.Equal($"{Receiver}webhook", await Desk.TextAsync("#webhook"));
    }

    [Fact]
    public async Task A_new_customer_is_put_on_the_desk_and_is_there_after_a_reload()
    {
        await Desk.ClickAsync("#add");
        await Desk.FillAsync("""#customer [name="name"]""", "Chloé");
        await Desk.FillAsync("""#customer [name="from"]""", "447700900789");
        await Desk.SelectAsync("#customer select", "121");
        await Desk.ClickAsync("""#customer [value="ok"]""");
        await Desk.PhonesAsync(3);
        await Desk.SayAsync(Chloe, "hi");
        await Desk.LinesAsync(Chloe, 2);

        await Desk.ReloadAsync();

        Assert.Equal(["customer: hi", "business: Good morning!"], await Desk.LinesAsync(Chloe, 2));
        Assert.Equal("Chloé", await Desk.TextAsync($"{Chloe} h2"));
    }

    [Fact]
    public async Task A_customer_in_a_group_writes_into_the_chat_of_the_group_also_after_a_reload()
    {
        await Desk.ClickAsync("#add");
        await Desk.FillAsync("""#customer [name="name"]""", "Dan");
        await Desk.FillAsync("""#customer [name="from"]""", "447700900987");
        await Desk.FillAsync("""#customer [name="group"]""", "Book club");
        await Desk.SelectAsync("#customer select", "10");
        await Desk.ClickAsync("""#customer [value="ok"]""");
        await Desk.PhonesAsync(3);
        var chat = await Desk.AskAsync<string>("""[...document.querySelectorAll(".phone")].at(-1).dataset.chat""");
        Assert.Matches("^10/1203[0-9]+$", chat);
        var group = $"""[data-chat="{chat}"]""";
        await Desk.SayAsync(group, "hello club");
        await Desk.LinesAsync(group, 2);

        await Desk.ReloadAsync();

        Assert.Equal(["customer: hello club", "business: Hello, club."], await Desk.LinesAsync(group, 2));
        Assert.Equal("Book club · WhatsApp Web · 447700900987", await Desk.TextAsync($"{group} header p"));
        await Desk.PhonesAsync(3);
    }
}
