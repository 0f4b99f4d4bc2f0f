using System.Text;

namespace Ilb.Demo;

/// <summary>
/// Output to a terminal that may be closed: writing then fails before SIGHUP is noticed, and must not keep the demo from removing
/// what it made.
/// </summary>
internal sealed class ClosableOutput(TextWriter screen) : TextWriter
{
    public override Encoding Encoding => screen.Encoding;

    public static void Use()
    {
        Console.SetOut(new ClosableOutput(Console.Out));
        Console.SetError(new ClosableOutput(Console.Error));
    }

    public override void Write(char value) => Try(() => screen.Write(value));

    public override void Write(string? value) => Try(() => screen.Write(value));

    public override void WriteLine(string? value) => Try(() => screen.WriteLine(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => screen.Write(buffer, index, count));

    public override void Flush() => Try(screen.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // EIO: nobody reads any more.
        }
    }
}
