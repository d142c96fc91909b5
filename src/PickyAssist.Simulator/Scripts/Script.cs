using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Scripts;

/// <summary>A scripted conversation.</summary>
internal sealed record Script(IReadOnlyList<Step> Steps);

/// <param name="Line">Line in the file.</param>
/// <param name="Message">The customer's action.</param>
/// <param name="Expected">The expected answer.</param>
internal sealed record Step(int Line, CustomerMessage Message, Expectation Expected);

/// <summary>Only the stated parts are compared.</summary>
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

/// <summary>An unplayable part of a script.</summary>
internal sealed record ScriptProblem(int Line, string Text);
