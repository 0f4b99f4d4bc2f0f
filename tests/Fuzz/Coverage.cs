using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Ilb.Fuzz;

/// <summary>Which branches inputs took, and about how often, as afl-fuzz counts them.</summary>
internal sealed unsafe class Coverage
{
    private const int Branches = 1 << 16;
    private readonly byte* _hits = (byte*)NativeMemory.AllocZeroed(Branches);
    private readonly byte[] _seen = new byte[Branches];

    public Coverage() => Trace.SharedMem = _hits;

    /// <summary>Of any input so far.</summary>
    public int Reached { get; private set; }

    /// <summary>Runs it, and says whether it took a branch that none before took, or one more often by a power of two.</summary>
    public bool IsNew(Action run)
    {
        new Span<byte>(_hits, Branches).Clear();
        Trace.PrevLocation = 0;
        run();
        return Note();
    }

    private bool Note()
    {
        var isNew = false;
        for (var word = 0; word < Branches; word += sizeof(ulong))
        {
            if (*(ulong*)(_hits + word) == 0)
                continue;
            for (var i = word; i < word + sizeof(ulong); i++)
            {
                var bit = (byte)(_hits[i] == 0 ? 0 : 1 << BitOperations.Log2(_hits[i]));
                if ((_seen[i] & bit) == bit)
                    continue;
                Reached += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bit;
                isNew = true;
            }
        }

        return isNew;
    }
}
