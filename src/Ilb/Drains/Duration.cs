using System.Globalization;

namespace Ilb.Drains;

/// <summary>Times as operators write them: 90s, 5m, 2h, 1d; a number alone is seconds.</summary>
internal static class Duration
{
    private const double MostDays = 365;

    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        if (text.Length == 0)
            return false;
        var unit = text[^1];
        var number = char.IsAsciiDigit(unit) ? text : text[..^1];
        double? seconds = unit switch
        {
            's' or (>= '0' and <= '9') => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => null,
        };
        if (seconds is null || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * seconds > MostDays * 86400)
            return false;
        time = TimeSpan.FromSeconds(count * seconds.Value);
        return true;
    }
}
