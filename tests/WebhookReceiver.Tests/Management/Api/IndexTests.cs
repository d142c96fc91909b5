using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Api;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class IndexTests : IAsyncDisposable
{
    private readonly ApiApp _app = new();

    [Theory]
    [InlineData("/api/conversations?q=we")]
    [InlineData("/api/conversations?understood=false")]
    [InlineData("/api/rules/use")]
    public async Task An_index_that_was_deleted_is_made_again_and_says_the_same(string question)
    {
        await _app.SayAsync("hours");
        await _app.SayAsync("human");
        await _app.SayAsync("gluten?");
        await _app.SayAsync("gluten?", "447700900118");
        var before = await _app.App.Management.GetStringAsync(question, ApiApp.Token);
        Index.Clear();

        Assert.Equal(before, await _app.App.Management.GetStringAsync(question, ApiApp.Token));
    }

    [Fact]
    public async Task A_file_that_is_no_index_is_replaced()
    {
        Directory.CreateDirectory(_app.App.DataFolder);
        await File.WriteAllTextAsync(IndexPath, "no database at all", ApiApp.Token);
        await _app.SayAsync("hours");

        Assert.Single(await FindAsync("hours"));
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_no_byte_in_the_index()
    {
        await _app.SayAsync("canarygluten please");
        await _app.SayAsync("hours", "447700900118");
        Assert.Single(await FindAsync("canarygluten"));
        var contact = await _app.ContactAsync();

        var journal = (SqliteJournal)_app.App.Services.GetRequiredService<IJournal>();
        var eraser = new Eraser(journal, _app.App.Services.GetRequiredService<ContactLock>(), Index);
        Assert.Equal(1, await eraser.ForgetAsync("+44 7700 900123"));

        Assert.Empty(await FindAsync("canarygluten"));
        Assert.Single(await FindAsync(null));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await ApiApp.RefusedAsync(() => _app.Client.ConversationAsync(contact, cancellationToken: ApiApp.Token))
            ).Status
        );
        foreach (var wanted in new[] { "canarygluten", contact[2..], "900123" })
        {
            Assert.DoesNotContain(
                Directory.GetFiles(_app.App.DataFolder, "index.db*"),
                path => FileSearch.Contains(path, Encoding.UTF8.GetBytes(wanted))
            );
        }
    }

    [Fact]
    public async Task What_the_journal_lost_meanwhile_leaves_the_index_too()
    {
        await _app.SayAsync("hours");
        await _app.SayAsync("gluten", "447700900118");
        Assert.Equal(2, (await FindAsync(null)).Count);

        Index.EraseMissing(
            (after, most) =>
                new long[] { 2 }
                    .Where(id => id > after)
                    .Take(most)
                    .ToArray()
        );

        Assert.Equal("•••18", Assert.Single(await FindAsync(null)).Shown);
    }

    [Fact]
    public async Task What_retention_removed_leaves_the_index()
    {
        await _app.SayAsync("hours");
        await _app.SayAsync("hours", "447700900118");
        var journal = (SqliteJournal)_app.App.Services.GetRequiredService<IJournal>();
        Assert.Equal(2, (await FindAsync(null)).Count);
        await journal.Writer.ChangeAsync(connection =>
        {
            Database.Execute(connection, "DELETE FROM message WHERE id = 1");
            return true;
        });

        await _app.App.Services.GetRequiredService<IndexFiller>().RetainAsync();

        Assert.Equal(1L, Index.Read(connection => Database.Number(connection, "SELECT count(*) FROM line")));
        Assert.Equal("•••18", Assert.Single(await FindAsync(null)).Shown);
    }

    [Fact]
    public async Task Another_journal_at_the_same_place_is_read_from_its_beginning()
    {
        await _app.SayAsync("hours");
        Assert.Single(await FindAsync("hours"));
        var journal = (SqliteJournal)_app.App.Services.GetRequiredService<IJournal>();
        await journal.Writer.ChangeAsync(connection =>
        {
            Database.Execute(
                connection,
                "UPDATE message SET received = received + 1, decoded = CAST(replace(CAST(decoded AS TEXT), 'hours', 'price') AS BLOB)"
            );
            return true;
        });

        Assert.Empty(await FindAsync("hours"));
        Assert.Single(await FindAsync("price"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private MessageIndex Index => _app.App.Services.GetRequiredService<MessageIndex>();

    private string IndexPath => Path.Combine(_app.App.DataFolder, MessageIndex.FileName);

    private async Task<IReadOnlyList<Conversation>> FindAsync(string? text) =>
        (await _app.Client.ConversationsAsync(new ConversationQuery { Text = text }, ApiApp.Token)).Items;
}
