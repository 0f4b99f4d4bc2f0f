using System.Runtime.InteropServices;

namespace Ilb.Machine.Kernel;

/// <summary>
/// System calls that a child makes between clone and exec, prepared in unmanaged memory. The runtime has several threads and the
/// child only one, so it may neither allocate nor collect: all it does is walk this list.
/// </summary>
internal sealed unsafe class CallScript : IDisposable
{
    private readonly List<Step> _steps = [];
    private readonly List<string> _names = [];
    private readonly List<nint> _memory = [];

    /// <summary>A call that must succeed; its failure ends the child and is reported under <paramref name="name"/>.</summary>
    public void Must(string name, CallNumber number, params ReadOnlySpan<Argument> arguments) =>
        Append(name, StepKind.Must, number, arguments);

    /// <summary>A call that may fail, because what it works on need not exist.</summary>
    public void May(string name, CallNumber number, params ReadOnlySpan<Argument> arguments) =>
        Append(name, StepKind.May, number, arguments);

    /// <summary>The child goes on in a process of its own; this one waits for it, reaps what is orphaned, ends with its exit code.</summary>
    public void Fork(string name) => Append(name, StepKind.Fork, CallNumber.Clone, [ChildSignal]);

    /// <summary>Text or an array of texts that stays valid as long as the script.</summary>
    public nint Text(string text)
    {
        var memory = Marshal.StringToCoTaskMemUTF8(text);
        _memory.Add(memory);
        return memory;
    }

    public nint Texts(IReadOnlyList<string> texts)
    {
        var memory = Bytes((texts.Count + 1) * sizeof(nint));
        for (var i = 0; i < texts.Count; i++)
            ((nint*)memory)[i] = Text(texts[i]);
        return memory;
    }

    /// <summary>Zeroed memory.</summary>
    public nint Bytes(int length)
    {
        var memory = Marshal.AllocCoTaskMem(length);
        new Span<byte>((void*)memory, length).Clear();
        _memory.Add(memory);
        return memory;
    }

    public string NameOf(int step) => step >= 0 && step < _names.Count ? _names[step] : "clone";

    public CompiledScript Compile()
    {
        var memory = Bytes(_steps.Count * sizeof(Step));
        for (var i = 0; i < _steps.Count; i++)
            ((Step*)memory)[i] = _steps[i];
        return new CompiledScript((Step*)memory, _steps.Count);
    }

    public void Dispose()
    {
        foreach (var memory in _memory)
            Marshal.FreeCoTaskMem(memory);
        _memory.Clear();
    }

    private const int ChildSignal = 17;

    public void Append(string name, StepKind kind, CallNumber number, ReadOnlySpan<Argument> arguments)
    {
        var step = new Step { Kind = kind, Number = (nint)number };
        for (var i = 0; i < arguments.Length; i++)
            step[i] = arguments[i].Text is { } text ? Text(text) : arguments[i].Number;
        _steps.Add(step);
        _names.Add(name);
    }
}
