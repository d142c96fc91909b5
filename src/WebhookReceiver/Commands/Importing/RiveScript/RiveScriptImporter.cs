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
                    .Where(one => one.Topics.IsEmpty && one.Previous is null)
                    .Select(one => one with { Topics = shared }),
            ]);
        }

        TalkCompiler.Compile(categories, new TalkManners(TopicsExclude: true, LastSentence: false), _book);
    }

    /// <summary>Only <c>{ok}</c> alone is what rules do by themselves.</summary>
    private void TakeBegin(RiveBlock begin)
    {
        foreach (var reply in begin.Replies)
        {
            if (reply.Text.Trim() == "{ok}")
            {
                _book.Took("begin blocks");
            }
            else
            {
                _book.NotTaken(reply.Place, "what the begin block adds to every answer; a rule has no such place");
            }
        }
    }

    private TalkCategory? CategoryOf(RiveBlock block)
    {
        if (block.Replies.Count == 0)
        {
            _book.NotTaken(block.Trigger.Place, $"the trigger '{block.Trigger.Text}' has no reply");
            return null;
        }

        var patterns = new RiveTrigger(_definitions, _book, block.Trigger.Place, block.NeedsStars).Read(
            block.Trigger.Text
        );
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
            Previous = previous.FirstOrDefault(),
            Topics = topics,
            IsLast = block.Previous is null && patterns.Any(pattern => pattern.IsEverything),
        };
    }

    private Say AnswerOf(RiveBlock block)
    {
        var branches = new List<SayBranch>();
        var texts = new List<Say>();
        foreach (var line in block.Replies)
        {
            if (line.Sign == '*')
            {
                branches.AddRange(
                    RiveCondition.Read(line, _definitions, _book) is { } branch
                        ? [branch]
                        : ImmutableArray<SayBranch>.Empty
                );
            }
            else
            {
                var said = new RiveReply(_definitions, _book, line.Place).Read(line.Text);
                texts.Add(line.Sign == '@' ? new SayRedirect(said, line.Place) : said);
            }
        }

        var place = block.Replies[0].Place;
        var otherwise = texts.Count switch
        {
            0 => null,
            1 => texts[0],
            _ => new SayOneOf(texts, place),
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
