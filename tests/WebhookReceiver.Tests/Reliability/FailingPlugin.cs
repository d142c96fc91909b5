using System.Reflection.Emit;
using WebhookReceiver.Tests.Rules.Plugins;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// A real plug-in that fails on messages with "crash", a few milliseconds after it was asked: kills hit it, too.
/// </summary>
internal static class FailingPlugin
{
    private const string Name = "failing";
    private const int Milliseconds = 3;

    /// <param name="rules">The rules folder.</param>
    /// <param name="fail">What it does on such a message; throws if not said.</param>
    public static void Install(string rules, Action<ILGenerator>? fail = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(rules, "plugins", Name)).FullName;
        File.WriteAllBytes(
            Path.Combine(folder, $"{Name}.dll"),
            EmittedPlugin.Build(new EmittedRule { Name = Name, Reply = il => Ask(il, fail ?? EmittedPlugin.Throw) })
        );
    }

    private static void Ask(ILGenerator il, Action<ILGenerator> fail)
    {
        var other = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Callvirt, typeof(IncomingMessage).GetProperty(nameof(IncomingMessage.Text))!.GetMethod!);
        il.Emit(OpCodes.Ldstr, "crash");
        il.Emit(OpCodes.Callvirt, typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!);
        il.Emit(OpCodes.Brfalse, other);
        il.Emit(OpCodes.Ldc_I4, Milliseconds);
        il.Emit(OpCodes.Call, typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)])!);
        fail(il);
        il.MarkLabel(other);
    }
}
