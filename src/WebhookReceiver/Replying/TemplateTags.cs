namespace WebhookReceiver.Replying;

/// <summary>Checks the tags of a template: which there are, how each is written, and that every block is closed.</summary>
internal sealed class TemplateTags(TemplateCheck check)
{
    private static readonly string[] Blocks = ["if", "unless", "case", "for", "capture", "raw", "comment"];

    private static readonly string[] Known =
    [
        .. Blocks,
        .. Blocks.Select(block => "end" + block),
        "elsif",
        "else",
        "when",
        "assign",
        "break",
        "continue",
        "cycle",
        "increment",
        "decrement",
    ];

    private readonly Stack<OpenBlock> _open = new();

    /// <summary>True inside a block that has asked for this variable: then it is no oversight that it may be missing.</summary>
    public bool IsAskedFor(TemplatePath path) => _open.Any(block => block.Asked.Contains(path.ToString()));

    public void Read(TemplateReading reading)
    {
        var tag = reading.Current;
        var name = reading.Name();
        switch (name)
        {
            case null:
                return;
            case "if" or "unless" or "case" or "for" or "capture" or "raw" or "comment":
                Open(tag, reading);
                break;
            case "elsif" or "when" or "else":
                Branch(tag, reading);
                break;
            case "assign":
                var assigned = reading.Name();
                if (!reading.Failed && !reading.Take("="))
                {
                    reading.Fail("'=' is missing here");
                }

                ReadIfGood(reading, () => reading.Value());
                check.Define(assigned);
                break;
            case "cycle":
                Cycle(reading);
                break;
            case "increment" or "decrement":
                check.Define(reading.Name());
                break;
            case "break" or "continue":
                break;
            default:
                Close(tag, reading);
                break;
        }

        reading.End();
    }

    /// <summary>Reports the blocks that nothing closed.</summary>
    public void Finish()
    {
        foreach (var block in _open)
        {
            check.Error(
                block.Tag.Offset,
                $"'{block.Tag.Text}' is never closed",
                $"Write {{% end{block.Tag.Text} %}} where it ends."
            );
        }
    }

    private void Open(TemplateLexeme tag, TemplateReading reading)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        switch (tag.Text)
        {
            case "if" or "unless":
                asked.UnionWith(reading.Condition().Select(path => path.ToString()));
                break;
            case "case":
                asked.UnionWith(reading.Operand() is { } path ? [path.ToString()] : []);
                break;
            case "capture":
                check.Define(reading.Name());
                break;
            case "for":
                For(reading);
                break;
        }

        _open.Push(new(tag, asked));
    }

    private void For(TemplateReading reading)
    {
        check.HasLoops = true;
        var item = reading.Name();
        if (!reading.Failed && !reading.TakeWord("in"))
        {
            reading.Fail("'in' is missing here", "A loop is written {% for item in list %}.");
        }

        ReadIfGood(reading, () => reading.Operand());
        while (!reading.Failed && reading.Current.Kind == LexemeKind.Name)
        {
            if (reading.TakeWord("reversed"))
            {
                continue;
            }

            if (!reading.TakeWord("limit") && !reading.TakeWord("offset"))
            {
                break;
            }

            if (!reading.Take(":"))
            {
                reading.Fail("':' is missing here");
            }

            ReadIfGood(reading, () => reading.Operand());
        }

        check.Define(item);
        check.Define("forloop");
    }

    private static void Cycle(TemplateReading reading)
    {
        do
        {
            reading.Operand();
        } while (!reading.Failed && (reading.Take(",") || reading.Take(":")));
    }

    private void Branch(TemplateLexeme tag, TemplateReading reading)
    {
        var block = _open.TryPeek(out var open) ? open.Tag.Text : null;
        var belongs = tag.Text switch
        {
            "elsif" => block is "if" or "unless",
            "when" => block is "case",
            _ => block is "if" or "unless" or "case" or "for",
        };
        if (!belongs)
        {
            reading.FailAt(tag, $"'{tag.Text}' stands outside the block it belongs to");
        }
        else if (tag.IsWord("elsif"))
        {
            open!.Asked.UnionWith(reading.Condition().Select(path => path.ToString()));
        }
        else if (tag.IsWord("when"))
        {
            do
            {
                reading.Operand();
            } while (!reading.Failed && (reading.Take(",") || reading.TakeWord("or")));
        }
    }

    private void Close(TemplateLexeme tag, TemplateReading reading)
    {
        if (!Known.Contains(tag.Text, StringComparer.Ordinal))
        {
            reading.FailAt(tag, $"unknown tag '{tag.Text}'", NearestName.Cure(tag.Text, Known));
            return;
        }

        if (!_open.TryPeek(out var open))
        {
            reading.FailAt(tag, $"'{tag.Text}' closes nothing");
            return;
        }

        var expected = "end" + open.Tag.Text;
        if (string.Equals(tag.Text, expected, StringComparison.Ordinal))
        {
            _open.Pop();
            return;
        }

        check.Error(
            tag.Offset,
            $"'{tag.Text}' stands where '{open.Tag.Text}' is still open",
            $"Write {{% {expected} %}} first."
        );
    }

    private static void ReadIfGood(TemplateReading reading, Action read)
    {
        if (!reading.Failed)
        {
            read();
        }
    }

    private sealed record OpenBlock(TemplateLexeme Tag, HashSet<string> Asked);
}
