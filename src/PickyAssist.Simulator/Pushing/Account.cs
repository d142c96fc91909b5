using System.Globalization;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Pushing;

/// <summary>The account's balance.</summary>
internal sealed class Account(IOptions<PushingOptions> options)
{
    private readonly Lock _lock = new();
    private decimal _balance = options.Value.Balance;

    public string Balance
    {
        get
        {
            lock (_lock)
            {
                return _balance.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>A string on the wire (protocol sheet, section 4.3).</summary>
    public string Credit => options.Value.Credit.ToString(CultureInfo.InvariantCulture);

    /// <returns>False, without payment, if the balance is too small for all of them.</returns>
    public bool TryPay(int messages)
    {
        lock (_lock)
        {
            var price = options.Value.Credit * messages;
            if (price > _balance)
                return false;

            _balance -= price;
            return true;
        }
    }

    public void Set(decimal balance)
    {
        lock (_lock)
        {
            _balance = balance;
        }
    }
}
