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
    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly NodeTree _tree;
    private Mark _last = new(0, 1, 1);
    private bool _hasDocument;

    private YamlReader(SourceText source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        _tree = new NodeTree(source, problems);
    }

    /// <summary>The root, or null with problems if the file is empty or cannot be read.</summary>
    public static Node? Read(SourceText source, ProblemList problems)
    {
        var reader = new YamlReader(source, problems);
        try
        {
            return reader.ReadAll();
        }
        catch (YamlException fault)
        {
            SyntaxDiagnosis.Report(source, fault.Start, fault.End, problems);
            return null;
        }
#pragma warning disable CA1031 // The parser throws other types too (an unclosed list, \ud83d); no input may stop the load.
        catch (Exception)
#pragma warning restore CA1031
        {
            SyntaxDiagnosis.Report(source, reader._last, reader._last, problems);
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
                ReportMarker(place);
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
            ReportMarker(place);
        }
    }

    /// <summary>Tags, anchors and aliases: nearly always a text that happens to begin with such a sign.</summary>
    private void ReportMarker(RulePlace place)
    {
        var pitfall = ValuePitfalls.AtStart(RawLine.At(_source, place.Line, place.Column));
        _problems.BrokenLine(
            place,
            pitfall?.Message ?? "tags, anchors and aliases of YAML have no meaning in rule files.",
            pitfall?.Fix ?? "Put the text in quotes."
        );
    }

    private RulePlace PlaceOf(Mark mark) => new(_source.Path, (int)mark.Line, (int)mark.Column);
}
