using System.Text;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Makes the brackets and quotes of one line fit together, as its author most likely meant them.</summary>
internal static class BracketMender
{
    /// <summary>The text with every bracket and quote closed; the same text if nothing is wrong.</summary>
    public static string Mend(string text)
    {
        var mended = new StringBuilder();
        var open = new Stack<char>();
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (sign is '"' or '\'' && BeginsEntry(mended))
            {
                i = TakeQuoted(text, i, mended);
            }
            else if (sign is '[' or '{')
            {
                open.Push(sign == '[' ? ']' : '}');
                mended.Append(sign);
            }
            else if (sign is ']' or '}')
            {
                // One too many is left out; one of the other kind was meant as the open one.
                if (open.TryPop(out var expected))
                {
                    mended.Append(expected);
                }
            }
            else
            {
                mended.Append(sign);
            }
        }

        var result = mended.ToString().TrimEnd();
        result = open.Count == 0 ? result.TrimEnd(',') : result;
        return result + string.Concat(open);
    }

    private static bool BeginsEntry(StringBuilder before)
    {
        for (var i = before.Length - 1; i >= 0; i--)
        {
            if (before[i] != ' ')
            {
                return before[i] is '[' or '{' or ',' or ':';
            }
        }

        return false;
    }

    /// <summary>Appends a quoted entry; one that is not closed ends before its comma. The index of its last sign.</summary>
    private static int TakeQuoted(string text, int start, StringBuilder mended)
    {
        var quote = text[start];
        var end = text.IndexOf(quote, start + 1);
        var after = end < 0 ? "x" : text[(end + 1)..].TrimStart();
        if (after.Length == 0 || after[0] is ',' or ']' or '}' or ':')
        {
            mended.Append(text, start, end - start + 1);
            return end;
        }

        var stop = text.AsSpan(start).IndexOfAny(",]}");
        var last = stop < 0 ? text.Length : start + stop;
        mended.Append(text, start, last - start).Append(quote);
        return last - 1;
    }
}
