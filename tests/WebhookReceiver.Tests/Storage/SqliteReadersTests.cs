using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Storage;

/// <summary>A read while the journal's file is replaced: the race itself, forced.</summary>
public sealed class SqliteReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly SqliteReaders _readers;

    public SqliteReadersTests()
    {
        _store = SqliteStore.Open(_folder.PathOf("journal.db"), new SeenIndex());
        _readers = new SqliteReaders(_folder.PathOf("journal.db"));
        _readers.Open();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_read_that_spans_a_replacement_of_the_journal_counts_as_none(bool isOpenAgain)
    {
        Assert.Throws<JournalUnavailableException>(() =>
            Read(() =>
            {
                _readers.Close();
                if (isOpenAgain)
                {
                    _readers.Open();
                }
            })
        );

        _readers.Open();
        Assert.Equal(0, Read(() => { }));
    }

    [Fact]
    public void A_connection_that_was_lent_during_a_replacement_is_not_lent_again()
    {
        SqliteReader? lent = null;
        Assert.Throws<JournalUnavailableException>(() =>
            _readers.Read(
                0,
                (reader, _) =>
                {
                    lent = reader;
                    _readers.Open();
                    return 0;
                },
                _ => { }
            )
        );
        Assert.NotSame(lent, _readers.Read(0, (reader, _) => reader, _ => { }));
    }

    public void Dispose()
    {
        _readers.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    private long Read(Action meanwhile) =>
        _readers.Read(
            meanwhile,
            static (reader, meanwhile) =>
            {
                meanwhile();
                return Database.Number(reader.Connection, "SELECT count(*) FROM message");
            },
            _ => { }
        );
}
