using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PickyAssist.Simulator.Scripts;

/// <summary>Keys and values of one map in a script.</summary>
internal sealed class ScriptMap(YamlMappingNode map, List<ScriptProblem> problems)
{
    public int Line => (int)map.Start.Line;

    public bool Has(string key) => Node(key) is not null;

    public YamlNode? Node(string key) =>
        map.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: var name } && name == key).Value;

    public string? Text(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            case var other:
                Tell(other, $"'{key}' is a text.");
                return null;
        }
    }

    /// <summary>A text, or a list of texts.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        Node(key) is YamlSequenceNode list
            ? [.. list.Children.OfType<YamlScalarNode>().Select(scalar => scalar.Value ?? "")]
        : Text(key) is { } only ? [only]
        : [];

    public double? Number(string key)
    {
        if (Text(key) is not { } text)
            return null;

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;

        Tell(Node(key)!, $"'{key}' is a number, not '{text}'.");
        return null;
    }

    public bool Flag(string key)
    {
        if (Text(key) is not { } text)
            return false;

        if (bool.TryParse(text, out var flag))
            return flag;

        Tell(Node(key)!, $"'{key}' is true or false, not '{text}'.");
        return false;
    }

    public ScriptMap? Map(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMappingNode below:
                return new ScriptMap(below, problems);
            case var other:
                Tell(other, $"'{key}' has keys of its own.");
                return null;
        }
    }

    public void AllowOnly(params string[] keys)
    {
        foreach (var key in map.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name, StringComparer.Ordinal))
                Tell(key, $"Unknown key '{key}'. Known here: {string.Join(", ", keys)}.");
        }
    }

    public void Tell(string text) => problems.Add(new ScriptProblem(Line, text));

    private void Tell(YamlNode node, string text) => problems.Add(new ScriptProblem((int)node.Start.Line, text));
}
