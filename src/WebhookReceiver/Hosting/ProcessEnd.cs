using System.Reflection;

namespace WebhookReceiver.Hosting;

/// <summary>Ends the process once the server has stopped, whatever a plug-in's threads still do.</summary>
internal static class ProcessEnd
{
    /// <summary>
    /// Does not return, unless another program hosts this one, such as a test. A foreground thread keeps a process whose
    /// main method has ended.
    /// </summary>
    public static int With(int code)
    {
        if (Assembly.GetEntryAssembly() == typeof(ProcessEnd).Assembly)
        {
            Environment.Exit(code);
        }

        return code;
    }
}
