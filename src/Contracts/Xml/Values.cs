using System;
using System.Globalization;
using System.Text;

namespace Ilb.Contracts.Xml;

internal static class Values
{
    private static readonly UTF8Encoding _utf8 = new(false, throwOnInvalidBytes: true);

    public static readonly ValueCodec<string?> Text = new("", "text", ParseText, value => value!);

    public static readonly ValueCodec<string?> EncodedText = new(ProblemCodes.InvalidBase64, "base64 of UTF-8 text", TryDecode, value => Encode(value!));

    public static readonly ValueCodec<int?> Number = new(
        ProblemCodes.InvalidNumber, "a whole number", ParseNumber, value => value!.Value.ToString(CultureInfo.InvariantCulture));

    public static readonly ValueCodec<long?> LargeNumber = new(
        ProblemCodes.InvalidNumber, "a whole number", ParseLargeNumber, value => value!.Value.ToString(CultureInfo.InvariantCulture));

    public static readonly ValueCodec<bool?> Flag = new(ProblemCodes.InvalidBoolean, "true or false", ParseFlag, value => value!.Value ? "true" : "false");

    public static readonly ValueCodec<DateTimeOffset?> Time = new(ProblemCodes.InvalidTime, "a time such as 2014-05-20T17:00:00Z", ParseTime,
        value => value!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public static string Encode(string text) => Convert.ToBase64String(_utf8.GetBytes(text));

    public static bool TryDecode(string text, out string? value)
    {
        try
        {
            value = _utf8.GetString(Convert.FromBase64String(text));
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            value = null;
            return false;
        }
    }

    private static bool ParseText(string text, out string? value)
    {
        value = text;
        return true;
    }

    private static bool ParseNumber(string text, out int? value)
    {
        var known = int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = known ? number : null;
        return known;
    }

    private static bool ParseLargeNumber(string text, out long? value)
    {
        var known = long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = known ? number : null;
        return known;
    }

    private static bool ParseFlag(string text, out bool? value)
    {
        value = text.Trim().ToUpperInvariant() switch { "TRUE" or "1" => true, "FALSE" or "0" => false, _ => null };
        return value is not null;
    }

    private static bool ParseTime(string text, out DateTimeOffset? value)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var known = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var time);
        value = known ? time : null;
        return known;
    }
}
