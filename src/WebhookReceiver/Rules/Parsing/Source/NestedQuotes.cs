using System.Text;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>A placeholder with the quotes of the text around it: <c>"until {{ x | default: "18:00" }}"</c>.</summary>
internal static class NestedQuotes
{
    /// <summary>The value with the other quotes inside its placeholders; unchanged if that is no mistake in it.</summary>
    public static string Mend(string value)
    {
        var mended = new StringBuilder(value);
        var quote = '\0';
        var isInside = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (quote != '\0' && value.AsSpan(i).StartsWith(isInside ? "}}" : "{{"))
            {
                isInside = !isInside;
                i++;
            }
            else if (quote == '\0')
            {
                quote =
                    value[i] is '"' or '\'' && (i == 0 || value[i - 1] is ' ' or '[' or '{' or ',') ? value[i] : '\0';
            }
            else if (value[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (value[i] == quote && isInside)
            {
                mended[i] = quote == '"' ? '\'' : '"';
            }
            else if (value[i] == quote)
            {
                quote = '\0';
            }
        }

        return quote == '\0' ? mended.ToString() : value;
    }
}
