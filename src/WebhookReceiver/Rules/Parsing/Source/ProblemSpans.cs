using System.Collections.Immutable;
using WebhookReceiver.Rules.Loading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>
/// Finds the ends of problems, and their replacements, for editors. It parses only files with problems a second time. A
/// position is that of a parsed node, which gives the end; inside a text, or without a node, the word there counts.
/// </summary>
internal static class ProblemSpans
{
    private const string NearestName = "Did you mean '";

    public static ImmutableArray<RuleProblem> AddTo(ImmutableArray<RuleProblem> problems, IReadOnlyList<RuleFile> files)
    {
        var known = new Dictionary<string, SpansOfFile>(StringComparer.Ordinal);
        return
        [
            .. problems.Select(problem =>
            {
                if (problem.Line == 0)
                {
                    return problem;
                }

                if (!known.TryGetValue(problem.Path, out var spans))
                {
                    var file = files.FirstOrDefault(file => file.Path == problem.Path);
                    spans = file is null ? SpansOfFile.None : SpansOfFile.Read(file);
                    known.Add(problem.Path, spans);
                }

                return spans.Locate(problem);
            }),
        ];
    }

    /// <summary>The replacement, if the cure names one and the span has only the misspelt name.</summary>
    private static string? FixOf(RuleProblem problem, ReadOnlySpan<char> written)
    {
        if (problem.Fix is not { } cure || !cure.StartsWith(NearestName, StringComparison.Ordinal))
        {
            return null;
        }

        var name = cure[NearestName.Length..];
        var end = name.IndexOf("'?", StringComparison.Ordinal);
        var typed = written.Trim("'\"");
        return end > 0 && problem.Message.Contains($"'{typed}'", StringComparison.Ordinal) ? name[..end] : null;
    }

    private sealed class SpansOfFile
    {
        public static readonly SpansOfFile None = new(source: null);

        private readonly Dictionary<(long Line, long Column), Mark> _ends = [];
        private readonly SourceText? _source;

        private SpansOfFile(SourceText? source) => _source = source;

        public static SpansOfFile Read(RuleFile file)
        {
            var spans = new SpansOfFile(SourceText.Decode(file, new ProblemList()));
            if (
                !RuleFileNames.IsMarkdown(file.Path)
                && !RuleFileNames.IsCsv(file.Path)
                && !RuleFileNames.IsHolidays(file.Path)
            )
            {
                spans.ReadNodes();
            }

            return spans;
        }

        public RuleProblem Locate(RuleProblem problem)
        {
            if (_source is null || problem.Line > _source.LineCount)
            {
                return problem;
            }

            var (line, column) = _ends.TryGetValue((problem.Line, problem.Column), out var end)
                ? BackToText((int)end.Line, (int)end.Column)
                : (problem.Line, EndOfWord(_source.Characters(problem.Line), problem.Column));
            if (line < problem.Line || (line == problem.Line && column < problem.Column))
            {
                return problem;
            }

            var written =
                line == problem.Line
                    ? _source.Characters(line)[(problem.Column - 1)..Math.Max(column - 1, problem.Column - 1)]
                    : "";
            return problem with { EndLine = line, EndColumn = column, Replacement = FixOf(problem, written) };
        }

        private void ReadNodes()
        {
            var open = new Stack<Mark>();
            try
            {
                var parser = new Parser(new StringReader(_source!.Text));
                while (open.Count < NodeTree.MaxDepth && parser.MoveNext())
                {
                    BackgroundThrottle.Yield();
                    switch (parser.Current)
                    {
                        case Scalar scalar when scalar.End.Index > scalar.Start.Index:
                            _ends[(scalar.Start.Line, scalar.Start.Column)] = scalar.End;
                            break;
                        case SequenceStart or MappingStart:
                            open.Push(parser.Current.Start);
                            break;
                        case SequenceEnd or MappingEnd:
                            var start = open.Pop();
                            // A block begins at its first key, which is the intended position.
                            _ends.TryAdd((start.Line, start.Column), parser.Current.End);
                            break;
                    }
                }
            }
#pragma warning disable CA1031 // The parser throws several types; the syntax error is reported already, and earlier nodes have their ends.
            catch (Exception)
#pragma warning restore CA1031
            {
                return;
            }
        }

        /// <summary>The parser ends some nodes on the next line, or after spaces: back to the last character.</summary>
        private (int Line, int Column) BackToText(int line, int column)
        {
            while (line > 0)
            {
                var text = _source!.Characters(line);
                var end = text[..Math.Clamp(column - 1, 0, text.Length)].TrimEnd().Length;
                if (end > 0)
                {
                    return (line, end + 1);
                }

                line--;
                column = int.MaxValue;
            }

            return (0, 0);
        }

        private static int EndOfWord(ReadOnlySpan<char> line, int column)
        {
            var rest = column > line.Length ? "" : line[(column - 1)..];
            var length = 0;
            while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '_' or '-' or '.'))
            {
                length++;
            }

            return column + (length > 0 ? length : rest.TrimEnd().Length);
        }
    }
}
