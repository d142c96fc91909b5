using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Scripts;

/// <summary>A conversation as it is written down.</summary>
internal sealed record Script(IReadOnlyList<Step> Steps);

/// <param name="Line">Where it stands in the file.</param>
/// <param name="Message">What the customer does.</param>
/// <param name="Expected">What should come back.</param>
internal sealed record Step(int Line, CustomerMessage Message, Expectation Expected);

/// <summary>Only what is written down is compared.</summary>
internal sealed record Expectation
{
    /// <summary>The whole text.</summary>
    public string? Answer { get; init; }

    /// <summary>Parts of the text.</summary>
    public IReadOnlyList<string> Has { get; init; } = [];

    public bool Silent { get; init; }

    public string? Media { get; init; }

    /// <summary>Seconds.</summary>
    public int? Delay { get; init; }
}

/// <summary>Something in a script that cannot be played.</summary>
internal sealed record ScriptProblem(int Line, string Text);
