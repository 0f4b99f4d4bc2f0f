using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;

namespace Ilb.Commands;

/// <summary>Reads the words of the command line; a mistake says what would be right, in the user's terms.</summary>
internal static class Tokens
{
    public delegate bool Reader<T>(string text, out T value);

    /// <param name="expected">What a right word is: "a number of seconds".</param>
    public static T? Parse<T>(ArgumentResult result, string expected, Reader<T> read)
    {
        var text = result.Tokens[0].Value;
        if (read(text, out var value))
            return value;
        var name = result.Parent is OptionResult option ? $"{option.Option.Name} {text}" : $"{result.Argument.Name} {text}";
        result.AddError($"{name}: {expected} is needed.");
        return default;
    }

    public static IPEndPoint? Endpoint(ArgumentResult result, string example) => Parse(
        result,
        $"ADDRESS:PORT, for example {example},",
        (string text, out IPEndPoint? endpoint) => IPEndPoint.TryParse(text, out endpoint) && endpoint.Port > 0 && IsPlain(text, endpoint));

    // "010.0.0.1:80" is octal to the parser.
    private static bool IsPlain(string text, IPEndPoint endpoint) =>
        endpoint.AddressFamily != AddressFamily.InterNetwork || endpoint.ToString() == text;
}
