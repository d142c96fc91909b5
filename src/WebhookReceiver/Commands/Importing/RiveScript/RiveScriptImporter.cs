using System.Collections.Immutable;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>Scripts of RiveScript.</summary>
internal sealed class RiveScriptImporter
{
    private readonly ImportBook _book;
    private readonly RiveDefinitions _definitions = new();
    private readonly RiveTopics _topics = new();
    private readonly List<RiveBlock> _blocks = [];
    private Say? _around;

    private RiveScriptImporter(ImportBook book) => _book = book;

    public static void Read(IReadOnlyList<SourceText> files, ImportOrder order, ImportBook book)
    {
        var importer = new RiveScriptImporter(book);
        foreach (var file in files)
        {
            importer.Take(RiveCommand.ReadAll(file, book));
        }

        if (!book.Problems.HasErrors)
        {
            importer.Compile();
        }
    }

    private void Take(List<RiveCommand> commands)
    {
        var topic = RiveTopics.Random;
        RiveBlock? block = null;
        foreach (var command in commands)
        {
            switch (command.Sign)
            {
                case '!':
                    _definitions.Add(command, _book);
                    break;
                case '>':
                    topic = command.Text.StartsWith("begin", StringComparison.Ordinal)
                        ? RiveBlock.Begin
                        : _topics.Open(command.Text);
                    block = null;
                    break;
                case '<':
                    (topic, block) = (RiveTopics.Random, null);
                    break;
                case '+':
                    block = new RiveBlock(command, topic);
                    _blocks.Add(block);
                    break;
                case '%' when block is not null:
                    block.Previous = command;
                    break;
                default:
                    if (block is null)
                    {
                        _book.Problems.Error(
                            command.Place,
                            $"there is no trigger (+) before this '{command.Sign}'.",
                            "Write one above."
                        );
                        return;
                    }

                    block.Replies.Add(command);
                    break;
            }
        }
    }

    private void Compile()
    {
        foreach (var begin in _blocks.Where(block => block.Topic == RiveBlock.Begin))
        {
            TakeBegin(begin);
        }

        var categories = _blocks
            .Where(block => block.Topic != RiveBlock.Begin)
            .OrderBy(block => RiveOrder.Of(block.Trigger.Text, block.Previous is not null))
            .Select(CategoryOf)
            .OfType<TalkCategory>()
            .ToList();
        var shared = _topics.UsersOfRandom();
        if (!shared.IsEmpty)
        {
            // A topic that inherits all the others hears them behind its own.
            categories.AddRange([
                .. categories
                    .Where(one => one.Topics.IsEmpty && one.Previous.IsEmpty)
                    .Select(one => one with { Topics = shared }),
            ]);
        }

        TalkCompiler.Compile(categories, new TalkManners(TopicsExclude: true, LastSentence: false), _book);
    }

    /// <summary>What stands around <c>{ok}</c> is said around every answer; <c>{ok}</c> alone adds nothing.</summary>
    private void TakeBegin(RiveBlock begin)
    {
        if (begin.Trigger.Text.Trim() != "request" || begin.Replies.Count == 0)
        {
            _book.NotTaken(begin.Trigger.Place, $"'{begin.Trigger.Text}' in the begin block; only 'request' is asked");
            return;
        }

        _book.Took("begin blocks");
        if (begin.Replies.All(reply => reply.Text.Trim() == "{ok}"))
        {
            return;
        }

        _around = AnswerOf(begin);
        _book.Differs(begin.Trigger.Place, "what the begin block adds stands in every rule");
    }

    private TalkCategory? CategoryOf(RiveBlock block)
    {
        if (block.Replies.Count == 0)
        {
            _book.NotTaken(block.Trigger.Place, $"the trigger '{block.Trigger.Text}' has no reply");
            return null;
        }

        var trigger = new RiveTrigger(_definitions, _book, block.Trigger.Place, block.NeedsStars);
        var patterns = trigger.Read(block.Trigger.Text);
        if (patterns.IsEmpty)
        {
            return null;
        }

        _book.Took("triggers");
        var previous = block.Previous is { } said
            ? new RiveTrigger(_definitions, _book, said.Place, keeps: false).Read(said.Text)
            : [];
        var topics = _topics.HeardIn(block.Topic);
        return new TalkCategory(block.Trigger.Place, patterns, AnswerOf(block))
        {
            Previous = [.. previous.Where(pattern => !pattern.IsEverything)],
            Phrase = trigger.Phrase,
            Around = _around,
            Topics = topics,
            IsLast = block.Previous is null && patterns.Any(pattern => pattern.IsEverything),
        };
    }

    private Say AnswerOf(RiveBlock block)
    {
        var branches = new List<SayBranch>();
        var texts = new List<Say>();
        var weights = new List<int>();
        var isBegin = block.Topic == RiveBlock.Begin;
        foreach (var line in block.Replies)
        {
            if (line.Sign == '*')
            {
                branches.AddRange(
                    RiveCondition.Read(line, _definitions, isBegin, _book) is { } branch
                        ? [branch]
                        : ImmutableArray<SayBranch>.Empty
                );
            }
            else
            {
                weights.Add(RiveTrigger.WeightOf(line, _book));
                var text = RiveTrigger.Weight().Replace(line.Text, "");
                var said = new RiveReply(_definitions, _book, line.Place) { IsBegin = isBegin }.Read(text);
                texts.Add(line.Sign == '@' ? new SayRedirect(said, line.Place) : said);
            }
        }

        var place = block.Replies[0].Place;
        var otherwise = texts.Count switch
        {
            0 => null,
            1 => texts[0],
            _ => new SayOneOf(texts, place) { Weights = weights },
        };
        return branches.Count > 0 ? new SayIf(branches, otherwise, place) : otherwise ?? new SayText("");
    }
}

/// <summary>A trigger with its replies.</summary>
internal sealed class RiveBlock(RiveCommand trigger, string topic)
{
    public const string Begin = "begin block";

    private static readonly string[] Needy =
    [
        "<star",
        "<person>",
        "<formal>",
        "<sentence>",
        "<uppercase>",
        "<lowercase>",
        "<@>",
    ];

    public RiveCommand Trigger => trigger;

    public string Topic => topic;

    public RiveCommand? Previous { get; set; }

    public List<RiveCommand> Replies { get; } = [];

    public bool NeedsStars =>
        Replies.Exists(reply => Needy.Any(tag => reply.Text.Contains(tag, StringComparison.Ordinal)));
}
