using CsCheck;
using WebhookReceiver.Journal;

namespace WebhookReceiver.Tests.Journal;

public sealed class KeySetTests
{
    [Fact]
    public void It_holds_what_a_set_holds() =>
        Gen.Select(Gen.Bool, Gen.ULong[0, 400].Select(n => n * 256))
            .Array[0, 600]
            .Sample(
                steps =>
                {
                    var keys = new KeySet(1_000);
                    keys.Complete();
                    var model = new HashSet<ulong>();
                    foreach (var (isAdded, key) in steps)
                    {
                        if (isAdded)
                        {
                            keys.Add(key);
                            model.Add(key);
                        }
                        else
                        {
                            keys.Remove(key);
                            model.Remove(key);
                        }
                    }

                    return keys.Count == model.Count
                        && Enumerable
                            .Range(0, 401)
                            .All(n => keys.MayContain((ulong)n * 256) == model.Contains((ulong)n * 256));
                },
                iter: 2_000
            );

    [Fact]
    public void Until_it_is_complete_and_when_it_is_full_it_answers_maybe()
    {
        var keys = new KeySet(2);
        Assert.True(keys.MayContain(7));
        keys.Complete();
        Assert.False(keys.MayContain(7));
        keys.Add(1);
        keys.Add(2);
        Assert.False(keys.MayContain(7));
        keys.Add(3);
        Assert.True(keys.MayContain(7));
    }
}
