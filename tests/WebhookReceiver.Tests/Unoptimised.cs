namespace WebhookReceiver.Tests;

/// <summary>What a debug build allocates where an optimised one allocates nothing: a few objects of the compiler, however many rules there are.</summary>
internal static class Unoptimised
{
#if DEBUG
    public const long MostBytes = 512;
#else
    public const long MostBytes = 0;
#endif
}
