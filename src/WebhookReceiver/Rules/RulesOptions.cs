using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Rules;

/// <summary>The section <c>Rules</c> of the settings.</summary>
internal sealed class RulesOptions : IValidatableObject
{
    /// <summary>The rules folder; a relative path starts at the content root. Default <c>rules</c>.</summary>
    [Required(ErrorMessage = "Rules:Folder is empty; name the folder that holds the rule files.")]
    public string Folder { get; set; } = "rules";

    /// <summary>Largest rule file, in bytes; 1 KB to 64 MB, default 1 MB.</summary>
    [Range(1024, 64 * 1024 * 1024, ErrorMessage = "Rules:MaxFileBytes must be between 1024 and 67108864.")]
    public int MaxFileBytes { get; set; } = 1024 * 1024;

    /// <summary>Time limit of all rules but the fallback for one message; 10 ms to 9 s, default 2.5 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.010",
        "00:00:09",
        ErrorMessage = "Rules:Time must be between 00:00:00.010 and 00:00:09."
    )]
    public TimeSpan Time { get; set; } = DecisionLimits.Default.Rules;

    /// <summary>Time limit of the fallback stage; 10 ms to 9 s, default 0.5 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.010",
        "00:00:09",
        ErrorMessage = "Rules:FallbackTime must be between 00:00:00.010 and 00:00:09."
    )]
    public TimeSpan FallbackTime { get; set; } = DecisionLimits.Default.Fallback;

    /// <summary>
    /// Hosts that look-ups may call by https, such as <c>api.example.com</c>, with the port unless it is 443. Default
    /// none.
    /// </summary>
    public IList<string> LookupHosts { get; set; } = [];

    /// <summary>
    /// Private networks that look-ups may dial beside public addresses, such as <c>10.1.2.0/24</c>. The addresses where
    /// clouds keep credentials must be named one by one. Default none.
    /// </summary>
    public IList<string> LookupNetworks { get; set; } = [];

    [ValidateObjectMembers]
    public PluginsOptions Plugins { get; set; } = new();

    /// <summary>The checks of new rules before they go live. Default <c>tests</c>.</summary>
    [EnumDataType(typeof(RuleGate), ErrorMessage = "Rules:Gate is tests, manual or off.")]
    public RuleGate Gate { get; set; } = RuleGate.Tests;

    /// <summary>Number of stored messages to replay before new rules go live; 0 to 100,000, default 500.</summary>
    [Range(0, 100_000, ErrorMessage = "Rules:ReplayMessages must be between 0 and 100000.")]
    public int ReplayMessages { get; set; } = 500;

    /// <summary>Whether pushes are possible: a token is set.</summary>
    internal bool CanPush { get; set; }

    /// <summary>Whether <c>Sending:Language</c> is set.</summary>
    internal bool HasTemplateLanguage { get; set; }

    /// <summary>Whether <c>Models:Address</c> is set.</summary>
    internal bool HasModel { get; set; }

    /// <summary>The setting <c>Models:PassageCharacters</c>.</summary>
    internal int PassageCharacters { get; set; } = DecisionLimits.StandardPassages;

    public DecisionLimits Limits => new(Time, FallbackTime) { PassageCharacters = PassageCharacters };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        LookupNetworks
            .Where(text => !Networks.TryParse(text, out _))
            .Select(text => new ValidationResult(
                $"Rules:LookupNetworks must name networks like 10.1.2.0/24 or addresses, not '{text}'.",
                [nameof(LookupNetworks)]
            ));
}

/// <summary>The checks of new rules before they go live.</summary>
internal enum RuleGate
{
    /// <summary>They load and their tests pass; changed answers to past messages are reported.</summary>
    Tests = 0,

    /// <summary>The same, and then an operator approves.</summary>
    Manual = 1,

    /// <summary>They load; failing tests are reported.</summary>
    Off = 2,
}

/// <summary>The section <c>Rules:Plugins</c> of the settings.</summary>
internal sealed class PluginsOptions : IValidatableObject
{
    /// <summary>Whether DLLs in <c>plugins/</c> of the rules folder are loaded. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>SHA-256 of the DLLs that may be loaded, in hexadecimal; empty: all of them.</summary>
    public IList<string> Allow { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Allow
            .Select((hash, index) => (hash, index))
            .Where(entry => entry.hash.Length != 64 || !entry.hash.All(char.IsAsciiHexDigit))
            .Select(entry => new ValidationResult(
                $"Rules:Plugins:Allow:{entry.index} must be a SHA-256: 64 hexadecimal digits, as sha256sum prints them."
            ));
}

[OptionsValidator]
internal sealed partial class RulesOptionsValidator : IValidateOptions<RulesOptions>;
