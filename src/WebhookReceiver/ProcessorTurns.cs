using System.Globalization;
using System.Runtime.InteropServices;

namespace WebhookReceiver;

/// <summary>
/// Whose turn it is while more threads want to work than there are processors: first those that answer messages. Else one that
/// has a message waits up to 4 ms behind a thread that collects garbage or reads rules (measured).
/// </summary>
/// <remarks>On Linux, its slices on 6.12 and later; elsewhere, and where the system forbids it, all are equal as ever.</remarks>
internal static partial class ProcessorTurns
{
    /// <summary>Nanoseconds: longer than usual (about 3 ms). A thread that wakes up passes one whose turn is longer at once.</summary>
    private const ulong LongTurn = 5_000_000;

    /// <summary>As a nice value. Not more: the collector stops all threads for moments, and must get its turn on a busy machine.</summary>
    private const int Step = 5;

    private const int LastNice = 19;

    /// <summary><c>SCHED_FLAG_RESET_ON_FORK</c></summary>
    private const ulong NotForThreadsStartedHere = 1;

    /// <summary>This thread, where the system wants the number of one.</summary>
    private const int Me = 0;

    /// <summary>The runtime's own, by the names that it gives them: collecting beside messages, and compiling anew.</summary>
    private static readonly string[] Helpers = [".NET BGC", ".NET Tiered Com"];

    /// <summary>Of <c>sched_setattr</c> and <c>sched_getattr</c>; null where this program does not know them.</summary>
    private static readonly (long Set, long Get)? Calls = !OperatingSystem.IsLinux()
        ? null
        : RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (314, 315),
            Architecture.Arm64 => (274, 275),
            _ => null,
        };

    /// <summary>Lets this thread and the runtime's helpers step back behind those that answer messages; they stay there.</summary>
    public static void StepBack()
    {
        try
        {
            LetStepBack();
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException
            )
        {
            // No /proc here, or another C library: all stay equal, and rules are loaded all the same.
        }
    }

    private static void LetStepBack()
    {
        if (Of(Me) is not { } mine)
        {
            return;
        }

        // Its nice value stays: threads of the pool that start from here would have it too.
        Give(Me, mine with { Slice = LongTurn, Flags = NotForThreadsStartedHere });
        var behind = mine with { Slice = LongTurn, Nice = Math.Min(mine.Nice + Step, LastNice) };
        foreach (var helper in RuntimeHelpers())
        {
            if (Of(helper) is { } turn && turn.Nice < behind.Nice)
            {
                Give(helper, behind);
            }
        }
    }

    private static IEnumerable<int> RuntimeHelpers()
    {
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            string name;
            try
            {
                name = File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd();
            }
            catch (IOException)
            {
                // It has ended.
                continue;
            }

            if (Helpers.Contains(name, StringComparer.Ordinal))
            {
                yield return int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture);
            }
        }
    }

    private static unsafe Turn? Of(int thread)
    {
        Turn turn = default;
        return Calls is { } calls && Call(calls.Get, thread, &turn, Turn.Bytes, 0) == 0 ? turn : null;
    }

    private static unsafe void Give(int thread, Turn turn)
    {
        turn.Size = Turn.Bytes;
        _ = Call(Calls!.Value.Set, thread, &turn, 0, 0);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static unsafe partial long Call(long number, long thread, Turn* turn, long more, long flags);

    /// <summary>The kernel's <c>sched_attr</c>, first version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Turn
    {
        public const uint Bytes = 48;

        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;

        /// <summary>How long a turn is, nanoseconds; 0 for the usual.</summary>
        public ulong Slice;
        public ulong Deadline;
        public ulong Period;
    }
}
