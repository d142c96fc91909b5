using WebhookReceiver.Tests;

namespace WebhookReceiver.BrowserTests;

/// <summary>A customer's content besides text.</summary>
public sealed class MenuTests(BrowserFixture fixture) : DeskTest(fixture)
{
    [Fact]
    public async Task A_picture_is_sent_shown_and_answered()
    {
        using var folder = new WebhookReceiver.Tests.TemporaryFolder();
        await File.WriteAllBytesAsync(
            folder.PathOf("picture.png"),
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAD7AHvE1pmEwAAAABJRU5ErkJggg=="
            ),
            TestContext.Current.CancellationToken
        );

        await Desk.UploadAsync($"{Ann} .file", folder.PathOf("picture.png"));

        Assert.Equal("business: What a nice picture.", (await Desk.LinesAsync(Ann, 2))[1]);
        var sent = $"document.querySelector('{Ann} .line img')";
        Assert.Equal(1, await Desk.AskAsync<int>($"{sent}.decode().then(() => {sent}.naturalWidth)"));
    }

    [Fact]
    public async Task A_location_a_contact_card_and_a_tap_are_sent_from_the_menu()
    {
        await SendAsync("location");
        Assert.Equal(
            ["customer: ◉\nPier Cafe\n1 Quay St, Cork\n51.89797, -8.47061", "business: We know the place."],
            await Desk.LinesAsync(Ann, 2)
        );

        await SendAsync("contact");
        Assert.Equal(
            ["customer: ☎\nAnn Doe\n+353 21 555 0100\na@example.net", "business: We will call them."],
            (await Desk.LinesAsync(Ann, 4))[2..]
        );

        await SendAsync("tap");
        Assert.Equal(["customer: Yes", "business: You said yes."], (await Desk.LinesAsync(Ann, 6))[4..]);

        async Task SendAsync(string what)
        {
            await Desk.ChooseAsync(Ann, what);
            await Desk.ClickAsync($"""#{what} [value="ok"]""");
        }
    }

    [Fact]
    public async Task A_row_of_a_list_is_chosen_with_its_description()
    {
        await Desk.ChooseAsync(Ben, "tap");
        await Desk.SelectAsync("""#tap [name="kind"]""", "list");
        await Desk.FillAsync("""#tap [name="text"]""", "Row two");
        await Desk.FillAsync("""#tap [name="id"]""", "row-2");
        await Desk.FillAsync("""#tap [name="description"]""", "the second");
        await Desk.ClickAsync("""#tap [value="ok"]""");

        Assert.Equal(["customer: Row two", "business: You chose the second row."], await Desk.LinesAsync(Ben, 2));
        Assert.Equal("the second", (string?)(await Desk.WireAsync(Ben))["interactive"]!["description"]);
    }
}
