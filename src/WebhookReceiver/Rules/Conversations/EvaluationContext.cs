using System.Collections.Frozen;
using WebhookReceiver.Decoding;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The input of a decision besides the message.</summary>
internal readonly record struct EvaluationContext()
{
    private readonly IReadOnlyDictionary<string, string>? _own;
    private readonly IReadOnlyList<string>? _pluginsLeftOut;

    /// <summary>The program's own variables of the contact, see <see cref="SystemVariables"/>.</summary>
    public IReadOnlyDictionary<string, string> Own
    {
        get => _own ?? FrozenDictionary<string, string>.Empty;
        init => _own = value;
    }

    /// <summary>Awaited once, before the first plug-in or look-up; <see langword="null"/>: no announcement.</summary>
    public Func<Task>? BeforeExternalCode { get; init; }

    /// <summary>Awaited before each plug-in, with its name; <see langword="null"/>: not needed.</summary>
    public Func<string, Task>? BeforePlugin { get; init; }

    /// <summary>Names of plug-ins that are not asked: their code ends the process at this message.</summary>
    public IReadOnlyList<string> PluginsLeftOut
    {
        get => _pluginsLeftOut ?? [];
        init => _pluginsLeftOut = value;
    }

    /// <summary>The message's key, for other servers; <see langword="null"/>: none.</summary>
    public MessageKey? Key { get; init; }

    /// <summary>Runs look-ups; <see langword="null"/>: all of them fail.</summary>
    public LookUp? LookUp { get; init; }

    /// <summary>Asks a model; <see langword="null"/>: nobody is asked.</summary>
    public AskModel? AskModel { get; init; }
}
