using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Programs;

/// <summary>A loaded program.</summary>
internal sealed unsafe class BpfProgram(int descriptor, string name)
{
    internal int Descriptor => descriptor;

    internal string Name => name;

    /// <summary>Runs it on a frame, as if the frame came in, without sending anything.</summary>
    /// <param name="context">struct __sk_buff, in and out; empty when of no interest.</param>
    /// <param name="output">Gets the frame as the program left it; empty when of no interest.</param>
    /// <param name="repeat">How often, to measure; the frame is not restored in between.</param>
    internal RunResult Run(ReadOnlySpan<byte> frame, Span<byte> context, Span<byte> output, int repeat = 1)
    {
        fixed (byte* data = frame, ctx = context, result = output)
        {
            var options = new TestRunOptions
            {
                Size = (nuint)sizeof(TestRunOptions),
                DataIn = data,
                DataInLength = (uint)frame.Length,
                DataOut = result,
                DataOutLength = (uint)output.Length,
                ContextIn = ctx,
                ContextInLength = (uint)context.Length,
                ContextOut = ctx,
                ContextOutLength = (uint)context.Length,
                Repeat = repeat,
            };
            if (Native.TestRun(descriptor, &options) != 0)
                throw KernelException.Last("run", $"program {name}");
            return new((int)options.Returned, (int)options.DataOutLength, options.Nanoseconds);
        }
    }

    /// <summary>The same for the same code.</summary>
    internal ulong Tag => Describe(descriptor, name).Tag;

    internal static ProgramDescription Describe(int descriptor, string name)
    {
        ProgramDescription description = default;
        var size = (uint)sizeof(ProgramDescription);
        if (Native.Describe(descriptor, &description, &size) != 0)
            throw KernelException.Last("describe", $"program {name}");
        return description;
    }

    public override string ToString() => name;
}
