namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Checks numbers: country code first, digits only, no <c>+</c>, no leading 0 (protocol sheet, section 4.1).
/// </summary>
internal static class NumberForm
{
    /// <summary>
    /// The shortest country code with a subscriber, and the longest number of the numbering plan (E.164).
    /// </summary>
    private const int Shortest = 7;
    private const int Longest = 15;

    public static bool IsInternational(string number) =>
        number.Length is >= Shortest and <= Longest && number[0] != '0' && number.All(char.IsAsciiDigit);
}
