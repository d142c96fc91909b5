using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Journal;

/// <summary>Settings <c>Journal:*</c>.</summary>
internal sealed class JournalOptions
{
    /// <summary>Where everything is kept that must survive; relative to the content root. Default <c>data</c>.</summary>
    [Required]
    public string Folder { get; set; } = "data";
}

[OptionsValidator]
internal sealed partial class JournalOptionsValidator : IValidateOptions<JournalOptions>;
