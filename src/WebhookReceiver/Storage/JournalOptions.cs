using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Storage;

/// <summary>Settings <c>Journal:*</c>.</summary>
internal sealed class JournalOptions : IValidatableObject
{
    public const string Sqlite = "sqlite";
    public const string None = "none";

    /// <summary>The store of messages: <c>sqlite</c> (default), or <c>none</c>: lost when the process ends.</summary>
    [Required]
    public string Store { get; set; } = Sqlite;

    /// <summary>The data folder; relative to the content root. Default <c>data</c>.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>
    /// Connection string of PostgreSQL 14 or later, for several servers that share one journal. Default none: the data folder has it.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file with the database's password; it replaces the one in <see cref="ConnectionString"/>. Default none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The schema of the tables in the database: letters, digits and underscores. Default <c>webhook_receiver</c>.</summary>
    [RegularExpression(
        "^[a-z_][a-z0-9_]{0,62}$",
        ErrorMessage = "Journal:Schema: write lower-case letters, digits and underscores only."
    )]
    public string Schema { get; set; } = "webhook_receiver";

    /// <summary>Groups of messages that are on their way to the database at once, 1 to 16. Default 3.</summary>
    [Range(1, 16)]
    public int GroupsInFlight { get; set; } = 3;

    /// <summary>Whether several servers share one journal in a database.</summary>
    public bool IsShared => !string.IsNullOrEmpty(ConnectionString);

    /// <summary>
    /// The file for records while the store fails; better on another volume. Default <c>journal.spool</c> in the
    /// folder.
    /// </summary>
    public string? SpoolFile { get; set; }

    /// <summary>Space reserved for the spool, 1 to 4096 MB. Default 64 MB, some 50,000 messages.</summary>
    [Range(1L << 20, 1L << 32)]
    public long SpoolBytes { get; set; } = 64L << 20;

    /// <summary>Retention of messages in days, 1 to 3650. Default 30.</summary>
    [Range(1, 3650)]
    public int MessageDays { get; set; } = 30;

    /// <summary>
    /// Days during which a redelivered message gets its old reply, 1 to 365; the platform retries for hours. Default 7.
    /// </summary>
    [Range(1, 365)]
    public int IdDays { get; set; } = 7;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Store is not (Sqlite or None))
        {
            yield return new ValidationResult(
                $"Journal:Store '{Store}' is unknown. Write '{Sqlite}' or '{None}'.",
                [nameof(Store)]
            );
        }

        if (IsShared && Store is None)
        {
            yield return new ValidationResult(
                "Journal:Store is none, but Journal:ConnectionString names a database. Remove one of both.",
                [nameof(ConnectionString)]
            );
        }
    }
}

[OptionsValidator]
internal sealed partial class JournalOptionsValidator : IValidateOptions<JournalOptions>;
