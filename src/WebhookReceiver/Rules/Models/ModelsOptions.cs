using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Rules.Models;

/// <summary>Settings <c>Models:*</c>: the server that rules with <c>ask-model</c> ask. Read once at start.</summary>
internal sealed class ModelsOptions : IValidatableObject
{
    /// <summary>
    /// Base address of a server that speaks the protocol of OpenAI, such as <c>https://api.openai.com/v1</c> or
    /// <c>http://localhost:11434/v1</c>. Default none: nobody is asked.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>Name of the model, as its server knows it.</summary>
    public string? Model { get; set; }

    /// <summary>Key of the server. Default none.</summary>
    public string? Key { get; set; }

    /// <summary>A file with the key, in place of <see cref="Key"/>. Default none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>How long an answer is waited for, inside the deadline of the answer; 100 ms to 9 s, default 6 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:09")]
    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How much longer it is waited for, to go out by Push; 0 to 2 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan LateTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most questions in a day of universal time; 0: no limit. Default 500.</summary>
    [Range(0, 10_000_000)]
    public int PerDay { get; set; } = 500;

    /// <summary>Most questions of one contact in such a day; 0: no limit. Default 20.</summary>
    [Range(0, 100_000)]
    public int PerContact { get; set; } = 20;

    /// <summary>Characters of the passages that go with a question; 500 to 200,000, default 12,000.</summary>
    [Range(500, 200_000)]
    public int PassageCharacters { get; set; } = DecisionLimits.StandardPassages;

    /// <summary>Most tokens of an answer; 50 to 100,000, default 1,000.</summary>
    [Range(50, 100_000)]
    public int AnswerTokens { get; set; } = 1_000;

    /// <summary>Whether an answer that comes late can go out by Push.</summary>
    internal bool CanPush { get; set; }

    public bool IsOn => Address is not null;

    /// <summary>The key; <see langword="null"/> if the server needs none.</summary>
    public string? ReadKey() =>
        !string.IsNullOrEmpty(Key) ? Key
        : string.IsNullOrEmpty(KeyFile) ? null
        : File.ReadAllText(KeyFile).Trim();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            if (!string.IsNullOrEmpty(Model) || HasKey)
            {
                yield return new ValidationResult(
                    "Models:Address is not set, so nobody would be asked. Set the address of the server, such as https://api.openai.com/v1, or take the other settings of Models out.",
                    [nameof(Address)]
                );
            }

            yield break;
        }

        if (!Address!.IsAbsoluteUri || Address.Scheme is not ("https" or "http") || Address.Query.Length > 0)
        {
            yield return new ValidationResult(
                $"Models:Address must be an address such as https://api.openai.com/v1 or http://localhost:11434/v1, not '{Address.OriginalString}'.",
                [nameof(Address)]
            );
            yield break;
        }

        if (Address.UserInfo.Length > 0)
        {
            yield return new ValidationResult(
                "Models:Address has a name or a password in it. Set the key in Models:Key or Models:KeyFile.",
                [nameof(Address)]
            );
        }

        if (Address.Scheme == "http" && HasKey && !Address.IsLoopback)
        {
            yield return new ValidationResult(
                "Models:Address must be an https address, since the key travels in the request.",
                [nameof(Address)]
            );
        }

        if (string.IsNullOrWhiteSpace(Model))
        {
            yield return new ValidationResult(
                "Models:Model is not set. Name the model as its server knows it.",
                [nameof(Model)]
            );
        }

        if (FaultOfKey() is { } fault)
        {
            yield return new ValidationResult(fault, [nameof(Key)]);
        }
    }

    private bool HasKey => !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(KeyFile);

    private string? FaultOfKey()
    {
        if (!string.IsNullOrEmpty(Key) && !string.IsNullOrEmpty(KeyFile))
        {
            return "Models:Key and Models:KeyFile are both set. Keep one of them.";
        }

        try
        {
            return ReadKey() is not { } key ? null
                : key.Length == 0 ? "Models:KeyFile names an empty file. Write the key into it."
                : key.Any(c => c is <= ' ' or > '~')
                    ? "Models:Key has a space or a character that no key has. Copy it again."
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"Models:KeyFile names a file that cannot be read: {KeyFile}. Write the key into it, readable for this program.";
        }
    }
}

[OptionsValidator]
internal sealed partial class ModelsOptionsValidator : IValidateOptions<ModelsOptions>;
