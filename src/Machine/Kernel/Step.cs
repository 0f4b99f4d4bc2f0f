using System.Runtime.CompilerServices;

namespace Ilb.Machine.Kernel;

internal enum StepKind : long
{
    Must,
    May,
    Fork,
}

/// <summary>One call of a <see cref="CallScript"/>, as it lies in unmanaged memory.</summary>
internal unsafe struct Step
{
    public StepKind Kind;
    public nint Number;
    public fixed long Arguments[6];

    public nint this[int index]
    {
        set => Arguments[index] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Run() => Libc.Call(
        Number, (nint)Arguments[0], (nint)Arguments[1], (nint)Arguments[2], (nint)Arguments[3], (nint)Arguments[4], (nint)Arguments[5]);
}
