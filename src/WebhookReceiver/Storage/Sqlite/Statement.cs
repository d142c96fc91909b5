using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// A prepared statement without ADO.NET: the write path binds fourteen values per message, and ADO.NET commands cost as
/// much as SQLite itself. Belongs to one thread at a time.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    public void Bind(int index, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, index, value));

    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var text = most <= 256 ? stackalloc byte[256] : new byte[most];
        Check(raw.sqlite3_bind_text(_statement, index, text[..Encoding.UTF8.GetBytes(value, text)]));
    }

    public void BindNull(int index) => Check(raw.sqlite3_bind_null(_statement, index));

    /// <summary>Stores an empty value as NULL.</summary>
    public void BindOrNull(int index, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            BindNull(index);
            return;
        }

        Bind(index, value.Span);
    }

    public void BindOrNull(int index, long? value)
    {
        if (value is { } number)
        {
            Bind(index, number);
            return;
        }

        BindNull(index);
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW)
        {
            return true;
        }

        if (code is not raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            SqliteException.ThrowExceptionForRC(code, _database);
        }

        return false;
    }

    /// <summary>Runs to the end and resets the statement.</summary>
    public void Run()
    {
        while (Step()) { }

        Reset();
    }

    /// <summary>Runs and returns the number of changed rows.</summary>
    public int Change()
    {
        Run();
        return raw.sqlite3_changes(_database);
    }

    // Reset repeats the error code of the previous step, which was reported already.
    public void Reset() => raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public string? Text(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
