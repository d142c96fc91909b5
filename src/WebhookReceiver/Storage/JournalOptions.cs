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

    /// <summary>For a store on another machine; not supported yet. Default none.</summary>
    public string? ConnectionString { get; set; }

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

        if (!string.IsNullOrEmpty(ConnectionString))
        {
            yield return new ValidationResult(
                "Journal:ConnectionString: this version keeps its journal in the data folder only. Remove it.",
                [nameof(ConnectionString)]
            );
        }
    }
}

[OptionsValidator]
internal sealed partial class JournalOptionsValidator : IValidateOptions<JournalOptions>;
