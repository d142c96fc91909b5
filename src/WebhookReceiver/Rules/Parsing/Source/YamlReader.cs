using WebhookReceiver.Rules.Loading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>
/// Parses YAML to nodes, from the parser's events: everything has its position and spelling, nothing is resolved, and
/// limits of depth and size apply early.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Most mistakes of the layout that one reading names.</summary>
    private const int MostFindings = 20;

    /// <summary>Longest file that is read once more after each of them.</summary>
    private const int LongestReadAgain = 300_000;

    private readonly MendedFile? _mended;
    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly NodeTree _tree;
    private Mark _last = new(0, 1, 1);
    private bool _hasDocument;

    private YamlReader(SourceText source, MendedFile? mended, ProblemList problems)
    {
        _source = source;
        _mended = mended;
        _problems = problems;
        _tree = new NodeTree(source, problems);
    }

    /// <summary>The root, or null with problems if the file is empty or cannot be read.</summary>
    /// <param name="source">The file.</param>
    /// <param name="problems">The problems found so far.</param>
    /// <param name="lost">The rules that cannot be read although others can; null if there are none.</param>
    public static Node? Read(SourceText source, ProblemList problems, out SourceText? lost)
    {
        MendedFile? mended = null;
        var told = new ProblemList();
        for (var findings = 1; ; findings++)
        {
            var reader = new YamlReader(mended?.Source ?? source, mended, told);
            var root = reader.Read(out var finding);
            if (finding is null || mended?.IsNew(finding) is false)
            {
                problems.Add(told, except: mended?.Rewritten);
                problems.Silence(source.Path, mended?.Rewritten ?? []);
                lost = mended?.Lost;
                return finding is not null ? null
                    : lost is null ? root
                    : WithoutEmpty(root);
            }

            var column = mended?.ColumnOf(finding.Line, finding.Column) ?? finding.Column;
            problems.Error(new RulePlace(source.Path, finding.Line, column), finding.Message, finding.Fix);
            if (findings == MostFindings || source.Text.Length > LongestReadAgain)
            {
                problems.Add(told, except: mended?.Rewritten);
                lost = null;
                return null;
            }

            mended ??= new MendedFile(source);
            if (!mended.Mend(finding))
            {
                problems.Add(told, except: mended.Rewritten);
                lost = null;
                return null;
            }

            told = new ProblemList();
        }
    }

    /// <summary>The root without keys whose rules were all left out.</summary>
    private static Node? WithoutEmpty(Node? root) =>
        root is MapNode map
            ? new MapNode(
                map.Place,
                [.. map.Entries.Where(entry => entry.Value is not TextNode { IsMissing: true })],
                false
            )
            : root;

    private Node? Read(out SyntaxFinding? finding)
    {
        try
        {
            var root = ReadAll();
            finding = _tree.Slip;
            return root;
        }
        catch (YamlException fault)
        {
            finding = SyntaxDiagnosis.Find(_source, fault.Start, fault.End);
            return null;
        }
#pragma warning disable CA1031 // The parser throws other types too (an unclosed list, \ud83d); no input may stop the load.
        catch (Exception)
#pragma warning restore CA1031
        {
            finding = SyntaxDiagnosis.Find(_source, _last, _last);
            return null;
        }
    }

    private Node? ReadAll()
    {
        var parser = new Parser(new StringReader(_source.Text));
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            _last = current.End;
            BackgroundThrottle.Yield();
            if (!Take(current))
            {
                return null;
            }
        }

        return _tree.Root;
    }

    private bool Take(ParsingEvent current)
    {
        var place = PlaceOf(current.Start);
        switch (current)
        {
            case DocumentStart when _hasDocument:
                _problems.Error(
                    place,
                    "a second document begins here.",
                    "Delete the line '---', or make two files of it."
                );
                return false;
            case DocumentStart:
                _hasDocument = true;
                return true;
            case AnchorAlias:
                ReportMarker(place, current.Start);
                return _tree.Add(new TextNode(place, "", TextStyle.Quoted, default));
            case Scalar scalar:
                CheckMarker(scalar, place);
                return _tree.Add(ScalarPitfalls.ToNode(scalar, place, _source));
            case SequenceStart list:
                CheckMarker(list, place);
                return _tree.OpenList(place, list.Style == YamlDotNet.Core.Events.SequenceStyle.Flow);
            case MappingStart map:
                CheckMarker(map, place);
                return _tree.OpenMap(place, map.Style == MappingStyle.Flow);
            case SequenceEnd or MappingEnd:
                return _tree.Close();
            default:
                return true;
        }
    }

    private void CheckMarker(NodeEvent node, RulePlace place)
    {
        if (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)
        {
            ReportMarker(place, node.Start);
        }
    }

    /// <summary>Tags, anchors and aliases: nearly always a text that happens to begin with such a sign.</summary>
    private void ReportMarker(RulePlace place, Mark start)
    {
        var pitfall = ValuePitfalls.AtStart(RawLine.At(_source, (int)start.Line, (int)start.Column));
        _problems.BrokenLine(
            place,
            pitfall?.Message ?? "tags, anchors and aliases of YAML have no meaning in rule files.",
            pitfall?.Fix ?? "Put the text in quotes."
        );
    }

    private RulePlace PlaceOf(Mark mark) =>
        new(_source.Path, (int)mark.Line, _mended?.ColumnOf(mark.Line, mark.Column) ?? (int)mark.Column);
}
