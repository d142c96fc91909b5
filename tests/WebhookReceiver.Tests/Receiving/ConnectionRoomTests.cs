using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class ConnectionRoomTests
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData(1_024, 270, 8 * Gigabyte, 434)]
    [InlineData(65_536, 270, 8 * Gigabyte, 64_946)]
    [InlineData(null, 270, 8 * Gigabyte, 65_536)]
    [InlineData(1_048_576, 270, Gigabyte / 4, 2_048)]
    [InlineData(1_024, 1_000, 8 * Gigabyte, 64)]
    [InlineData(1_048_576, 270, 1_000, 64)]
    public void It_leaves_descriptors_for_everything_else_and_memory_for_messages(
        int? mostFiles,
        int openFiles,
        long memory,
        int expected
    ) => Assert.Equal(new ConnectionRoom(expected, 128), ConnectionRoom.Of(mostFiles, openFiles, memory));
}
