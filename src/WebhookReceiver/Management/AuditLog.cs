using System.Buffers;
using System.Text.Json;
using WebhookReceiver.Hosting;
using WebhookReceiver.Management.Auditing;
using WebhookReceiver.Receiving;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management;

/// <summary>
/// Records acts on the management port: one JSON object per line in <c>audit.jsonl</c> of the data folder, readable by
/// its owner only. No texts and no numbers; a contact is the keyed hash of the log.
/// </summary>
internal sealed partial class AuditLog(DataFolder data, RecentReads reads, TimeProvider time, ILogger<AuditLog> logger)
{
    public const string FileName = "audit.jsonl";

    /// <summary>The previous file, once the present one is full.</summary>
    public const string OlderName = "audit.1.jsonl";

    private const long LargestFile = 64 * 1024 * 1024;

    private readonly Lock _oneAtATime = new();

    /// <summary>
    /// Performs an act and adds its line before the caller has the answer, so the lines are in the order of the acts.
    /// </summary>
    public async Task AroundAsync(HttpContext context, ManagementCaller caller, EndpointAccess row, Func<Task> perform)
    {
        var isWritten = false;
        context.Response.OnStarting(() =>
        {
            WriteOnce();
            return Task.CompletedTask;
        });
        try
        {
            await perform();
        }
        finally
        {
            WriteOnce();
        }

        void WriteOnce()
        {
            if (!isWritten)
            {
                isWritten = true;
                if (!row.IsFollowed || IsNewLook(context, caller, row.Act!))
                {
                    Write(context, caller, row.Act!);
                }
            }
        }
    }

    private bool IsNewLook(HttpContext context, ManagementCaller caller, string act) =>
        StatusOf(context) != StatusCodes.Status200OK
        || context.Features.Get<AuditedObject>() is not { } seen
        || reads.IsNew(
            new Read(caller.Name, caller.Acting, caller.Role, context.CallerAddress()?.ToString(), act, seen.Hash)
        );

    /// <summary>Adds a line. A full disk cannot undo an act, so a failure is only logged.</summary>
    public void Write(HttpContext context, ManagementCaller caller, string act)
    {
        var line = Line(context, caller, act);
        lock (_oneAtATime)
        {
            try
            {
                Append(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.NotWritten(logger, act, e.GetType().Name, context.TraceIdentifier);
            }
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        var path = data.PathOf(FileName);
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
        {
            File.Move(path, data.PathOf(OlderName), overwrite: true);
        }

        var options = PrivateFiles.Options(FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        using var file = new FileStream(path, options);
        file.Write(line);
    }

    private byte[] Line(HttpContext context, ManagementCaller caller, string act)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("at"u8, time.GetUtcNow().UtcDateTime);
            json.WriteString("key"u8, caller.Name);
            json.WriteString("user"u8, caller.Acting);
            json.WriteString("role"u8, caller.Role.Word());
            json.WriteString("from"u8, context.CallerAddress()?.ToString());
            json.WriteString("act"u8, act);
            json.WriteString("object"u8, context.Features.Get<AuditedObject>()?.Hash);
            json.WriteNumber("status"u8, StatusOf(context));
            json.WriteString("trace"u8, context.TraceIdentifier);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Of a caller who went away before he was answered, nobody knows what he read.</summary>
    private static int StatusOf(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted
            ? StatusCodes.Status499ClientClosedRequest
            : context.Response.StatusCode;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "audit: {Act} could not be written, {Fault}, {Trace}")]
        public static partial void NotWritten(ILogger logger, string act, string fault, string trace);
    }
}

/// <summary>The object of an act.</summary>
/// <param name="Hash">Hash of a contact, or version of rules.</param>
internal sealed record AuditedObject(string Hash);

internal static class AuditedObjects
{
    private const int FewestDigits = 5;

    /// <summary>Records the contact of an act, by the log's hash, for every spelling of the number.</summary>
    public static void AuditContact(this HttpContext context, string number)
    {
        var digits = SenderMatch.DigitsOf(number);
        var sender = digits.Length >= FewestDigits && !number.Any(char.IsLetter) ? digits : number;
        var contacts = context.RequestServices.GetRequiredService<ContactHash>();
        context.Features.Set(new AuditedObject(contacts.Of(sender)));
    }

    /// <summary>Records the rules of an act; a text that is no version is left out.</summary>
    public static void AuditVersion(this HttpContext context, string version)
    {
        if (version.Length is > 0 and <= 64 && version.All(char.IsAsciiHexDigitLower))
        {
            context.Features.Set(new AuditedObject(version));
        }
    }
}
