using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.RapidPro;

/// <summary>One flow, walked from its first node: messages become the reply, waits become questions.</summary>
internal sealed class RapidProFlow(MapNode flow, ImportBook book)
{
    private readonly Dictionary<string, MapNode> _nodes = ForeignJson
        .Maps(flow["nodes"])
        .Where(node => ForeignJson.Text(node["uuid"]) is not null)
        .DistinctBy(node => ForeignJson.Text(node["uuid"])!, StringComparer.Ordinal)
        .ToDictionary(node => ForeignJson.Text(node["uuid"])!, StringComparer.Ordinal);

    private readonly HashSet<MapNode> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _texts = [];
    private readonly List<ImportedQuestion> _questions = [];
    private readonly List<Remembered> _remember = [];

    public static string Variable(string name) => RuleText.Variable(name.ToLowerInvariant());

    /// <summary>The rule without its condition; null if the flow says nothing.</summary>
    public ImportedRule? Read(string name)
    {
        for (var node = ForeignJson.Maps(flow["nodes"]).FirstOrDefault(); node is not null; node = Step(node))
        {
            if (!_seen.Add(node))
            {
                book.NotTaken(node.Place, "the flow goes back to here; the rule ends instead");
                break;
            }
        }

        foreach (var node in _nodes.Values.Where(node => !_seen.Contains(node)))
        {
            book.NotTaken(node.Place, "the way to this node");
        }

        var reply = string.Join("\n\n", _texts);
        return reply.Length == 0 && _questions.Count == 0
            ? null
            : new ImportedRule(flow.Place, name)
            {
                Ask = _questions,
                Remember = _remember,
                Replies = reply.Length == 0 ? [] : [reply],
            };
    }

    /// <summary>What the node does, and the next one.</summary>
    private MapNode? Step(MapNode node)
    {
        Actions(node, _texts);
        if (node["router"] is not MapNode router)
        {
            return At(ForeignJson.Maps(node["exits"]).FirstOrDefault());
        }

        var cases = new RapidProRouter(router, node);
        if (!cases.Waits)
        {
            book.NotTaken(
                router.Place,
                $"a split by {ForeignJson.Text(router["operand"]) ?? "chance"}; the last way is taken"
            );
            return At(cases.Otherwise);
        }

        return Question(cases);
    }

    private MapNode? Question(RapidProRouter cases)
    {
        var name = Variable(cases.ResultName ?? $"answer_{_questions.Count + 1}");
        var text = _texts.Count == 0 ? "?" : string.Join("\n\n", _texts);
        _texts.Clear();
        var (choices, type) = cases.Expected(book);
        _questions.Add(
            new ImportedQuestion(name, text)
            {
                Expect = choices.IsEmpty
                    ? type is null
                        ? []
                        : [type]
                    : choices,
                IsChoice = !choices.IsEmpty,
                Otherwise = cases.IsOpen ? null : Again(cases),
            }
        );
        book.Took("questions (waits for an answer)");
        var ways = cases.Ways.ToList();
        var targets = ways.Select(way => At(way.Exit)).Distinct().ToList();
        if (targets is [var only])
        {
            return only;
        }

        var branches = ways.Select(way => (way.Category, Text: Ending(At(way.Exit)))).ToList();
        if (branches.Exists(branch => branch.Text is null))
        {
            book.NotTaken(cases.Place, "ways that ask more questions each; the rule ends after this answer");
            _texts.Add($"{{{{ {name} }}}}");
            return null;
        }

        _texts.Add(
            string.Concat(
                branches.Select(
                    (branch, i) => $"{{% {(i == 0 ? "if" : "elsif")} {name} == \"{branch.Category}\" %}}{branch.Text}"
                )
            ) + "{% endif %}"
        );
        return null;
    }

    /// <summary>What is said before the question comes again.</summary>
    private string? Again(RapidProRouter cases)
    {
        if (At(cases.Otherwise) is not { } node || _seen.Contains(node))
        {
            return null;
        }

        var texts = new List<string>();
        Actions(node, texts);
        _seen.Add(node);
        return texts.Count == 0 ? null : string.Join("\n\n", texts);
    }

    /// <summary>The texts from here to an end; null if there is a question, a split or a circle.</summary>
    private string? Ending(MapNode? node)
    {
        var texts = new List<string>();
        for (; node is not null; node = At(ForeignJson.Maps(node["exits"]).FirstOrDefault()))
        {
            if (node["router"] is not null || !_seen.Add(node))
            {
                return null;
            }

            // A rule remembers whatever way was chosen.
            var before = _remember.ToList();
            Actions(node, texts);
            foreach (var kept in _remember.Except(before))
            {
                book.NotTaken(node.Place, $"the field '{kept.Name}', which only this way sets");
            }

            _remember.Clear();
            _remember.AddRange(before);
        }

        return string.Join("\n\n", texts);
    }

    private void Actions(MapNode node, List<string> texts)
    {
        foreach (var action in ForeignJson.Maps(node["actions"]))
        {
            switch (ForeignJson.Text(action["type"]))
            {
                case "send_msg" when ForeignJson.Texts(action["text"]) is [var text, ..]:
                    texts.Add(RapidProText.Template(text, book));
                    book.Took("messages");
                    Attachments(action);
                    break;
                case "set_contact_field"
                    when action["field"] is MapNode field && ForeignJson.Texts(action["value"]) is [var value, ..]:
                    Keep(ForeignJson.Text(field["key"]) ?? "value", value);
                    break;
                case "set_contact_name" when ForeignJson.Texts(action["name"]) is [var called, ..]:
                    Keep("name", called);
                    break;
                case var other:
                    book.NotTaken(action.Place, $"the action '{other}'");
                    break;
            }
        }
    }

    private void Keep(string name, TextNode value)
    {
        var kept = RapidProText.Template(value, book);
        if (kept.Length > 0)
        {
            _remember.RemoveAll(one => one.Name == Variable(name));
            _remember.Add(new Remembered(Variable(name), kept));
            book.Took("fields of the contact");
        }
    }

    private void Attachments(MapNode action)
    {
        foreach (var file in ForeignJson.Texts(action["attachments"]))
        {
            book.NotTaken(file.Place, $"the attachment '{file.Value}'; write media: https://… into the reply");
        }
    }

    private MapNode? At(MapNode? exit) =>
        ForeignJson.Text(exit?["destination_uuid"]) is { } next ? _nodes.GetValueOrDefault(next) : null;
}
