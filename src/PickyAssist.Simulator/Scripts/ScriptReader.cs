using PickyAssist.Simulator.Chatting;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PickyAssist.Simulator.Scripts;

/// <summary>Reads a conversation; reports all its problems at once, with their lines.</summary>
internal static class ScriptReader
{
    private static readonly string[] TopKeys = ["customer", "name", "channel", "steps"];

    public static (Script Script, IReadOnlyList<ScriptProblem> Problems) Read(string text)
    {
        var problems = new List<ScriptProblem>();
        var steps = new List<Step>();
        if (Root(text, problems) is not { } root)
            return (new Script(steps), problems);

        var top = new ScriptMap(root, problems);
        top.AllowOnly(TopKeys);
        var somebody = new CustomerMessage
        {
            From = top.Text("customer") ?? "447700900123",
            Name = top.Text("name") ?? "Ann",
            Channel = top.Text("channel") ?? "8",
        };
        if (top.Node("steps") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            problems.Add(
                new ScriptProblem(1, "There are no steps. Write, for example: steps: [{ say: hi, answer: Hello! }]")
            );
            return (new Script(steps), problems);
        }

        foreach (var node in list.Children)
        {
            if (node is YamlMappingNode map)
                steps.Add(StepReader.Read(new ScriptMap(map, problems), somebody));
            else
                problems.Add(new ScriptProblem((int)node.Start.Line, "A step has keys. Write, for example: - say: hi"));
        }

        return (new Script(steps), problems);
    }

    private static YamlMappingNode? Root(string text, List<ScriptProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(text);
            stream.Load(reader);
        }
        catch (YamlException e)
        {
            problems.Add(new ScriptProblem((int)e.Start.Line, $"This is not YAML: {e.Message}"));
            return null;
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            return root;

        problems.Add(
            new ScriptProblem(1, "A conversation is one document with the keys customer, name, channel and steps.")
        );
        return null;
    }
}
