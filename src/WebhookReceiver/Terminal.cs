using System.Text;

namespace WebhookReceiver;

/// <summary>Standard output: whole pieces of text, never mixed.</summary>
internal sealed class Terminal(Stream output)
{
    private readonly Lock _whole = new();

    public void WriteLine(string text) => Write(Encoding.UTF8.GetBytes(text + "\n"));

    public void Write(ReadOnlySpan<byte> utf8)
    {
        lock (_whole)
        {
            output.Write(utf8);
            output.Flush();
        }
    }
}
