using Microsoft.Extensions.Options;

namespace WebhookReceiver.Commands;

/// <summary>Settings for a verb, refused by name as the start refuses them.</summary>
internal static class VerifiedOptions
{
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static TOptions Of<TOptions>(TOptions options, IValidateOptions<TOptions> validator)
        where TOptions : class
    {
        var wrong = validator.Validate(null, options);
        return wrong.Failed ? throw new OptionsValidationException("", typeof(TOptions), wrong.Failures) : options;
    }
}
