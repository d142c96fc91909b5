using WebhookReceiver.Management.NotUnderstood;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Tests.Management.NotUnderstood;

public sealed class DismissalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_was_dismissed_is_known_after_a_restart_by_its_words()
    {
        using (var data = DataFolder.Open(_folder.PathOf("data")))
        {
            var dismissals = new Dismissals(data);
            dismissals.Change(["Tell me a joke!", "4711", "gone"], isUndo: false);
            dismissals.Change(["Gone?"], isUndo: true);
        }

        using var again = DataFolder.Open(_folder.PathOf("data"));
        var kept = new Dismissals(again);
        Assert.Equal([true, true, false, false], new[] { "tell me a JOKE", "4711", "gone", "4712" }.Select(kept.Has));
    }

    [Fact]
    public void A_file_that_cannot_be_read_dismisses_nothing()
    {
        using var data = DataFolder.Open(_folder.PathOf("data"));
        File.WriteAllText(data.PathOf(Dismissals.FileName), "[broken");
        var dismissals = new Dismissals(data);

        Assert.False(dismissals.Has("joke"));
        dismissals.Change(["joke"], isUndo: false);
        Assert.True(new Dismissals(data).Has("Joke"));
    }

    public void Dispose() => _folder.Dispose();
}
