namespace Ilb.Machine.Kernel;

/// <summary>An argument of a system call: a number or a text.</summary>
internal readonly record struct Argument(nint Number, string? Text)
{
    public static implicit operator Argument(int number) => new(number, null);

    public static implicit operator Argument(long number) => new((nint)number, null);

    public static implicit operator Argument(nint number) => new(number, null);

    public static implicit operator Argument(string text) => new(0, text);
}
