using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace WebhookReceiver.Management.Files;

/// <summary>Changes as a patch that <c>git apply</c> takes, line ends included.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="after">Path and content; null removes the file.</param>
    /// <param name="before">The content before; null for none.</param>
    public static string Of(IReadOnlyDictionary<string, string?> after, Func<string, string?> before)
    {
        var patch = new StringBuilder();
        foreach (var (path, text) in after.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var old = before(path);
            if (old != text)
            {
                Write(patch, path, old, text);
            }
        }

        return patch.ToString();
    }

    private static void Write(StringBuilder patch, string path, string? before, string? after)
    {
        patch.Append(CultureInfo.InvariantCulture, $"diff --git a/{path} b/{path}\n");
        patch.Append(
            before is null ? "new file mode 100644\n"
            : after is null ? "deleted file mode 100644\n"
            : ""
        );
        patch.Append(before is null ? "--- /dev/null\n" : $"--- a/{path}\n");
        patch.Append(after is null ? "+++ /dev/null\n" : $"+++ b/{path}\n");
        var diff = Differ.Instance.CreateDiffs(
            before ?? "",
            after ?? "",
            ignoreWhiteSpace: false,
            ignoreCase: false,
            new LineEndingsPreservingChunker()
        );
        foreach (var hunk in HunksOf(diff))
        {
            Write(patch, diff, hunk);
        }
    }

    /// <summary>Changes with their neighbours; two that touch are one.</summary>
    private static List<List<DiffBlock>> HunksOf(DiffResult diff)
    {
        var hunks = new List<List<DiffBlock>>();
        foreach (var block in diff.DiffBlocks)
        {
            if (
                hunks is [.., [.., { } last]]
                && block.DeleteStartA - (last.DeleteStartA + last.DeleteCountA) <= 2 * Context
            )
            {
                hunks[^1].Add(block);
            }
            else
            {
                hunks.Add([block]);
            }
        }

        return hunks;
    }

    private static void Write(StringBuilder patch, DiffResult diff, List<DiffBlock> hunk)
    {
        var (old, young) = (diff.PiecesOld, diff.PiecesNew);
        var fromOld = Math.Max(hunk[0].DeleteStartA - Context, 0);
        var fromNew = Math.Max(hunk[0].InsertStartB - Context, 0);
        var toOld = Math.Min(hunk[^1].DeleteStartA + hunk[^1].DeleteCountA + Context, Lines(old));
        var toNew = Math.Min(hunk[^1].InsertStartB + hunk[^1].InsertCountB + Context, Lines(young));
        patch.Append(CultureInfo.InvariantCulture, $"@@ -{Range(fromOld, toOld)} +{Range(fromNew, toNew)} @@\n");
        var at = fromOld;
        foreach (var block in hunk)
        {
            Write(patch, ' ', old, at, block.DeleteStartA);
            Write(patch, '-', old, block.DeleteStartA, Math.Min(block.DeleteStartA + block.DeleteCountA, Lines(old)));
            Write(
                patch,
                '+',
                young,
                block.InsertStartB,
                Math.Min(block.InsertStartB + block.InsertCountB, Lines(young))
            );
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Write(patch, ' ', old, at, toOld);
    }

    private static void Write(StringBuilder patch, char sign, IReadOnlyList<string> lines, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            patch.Append(sign).Append(lines[i]);
            if (!lines[i].EndsWith('\n'))
            {
                patch.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>Without the empty piece that stands behind the last line end.</summary>
    private static int Lines(IReadOnlyList<string> pieces) => pieces is [.., ""] ? pieces.Count - 1 : pieces.Count;

    private static string Range(int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"{(to > from ? from + 1 : from)},{to - from}");
}
