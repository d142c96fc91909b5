using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>Finds where external code threw, in terms its author knows.</summary>
internal static class ExceptionSource
{
    /// <summary>
    /// File and line if there are symbols, else type and method; from the assembly's own frames if there are any.
    /// </summary>
    public static string Of(Exception exception, Assembly? assembly = null)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var frame =
            frames.FirstOrDefault(frame => frame.GetMethod()?.DeclaringType?.Assembly == assembly)
            ?? frames.FirstOrDefault();
        if (frame?.GetFileName() is { } file)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file)}, line {frame.GetFileLineNumber()}"
            );
        }

        return frame?.GetMethod() is { } method
            ? $"{method.DeclaringType?.FullName}.{method.Name}"
            : "an unknown place";
    }
}
