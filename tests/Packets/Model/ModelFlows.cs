using System.Net;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

/// <summary>A flow table without limits.</summary>
internal sealed class ModelFlows
{
    private readonly List<ModelFlow> _entries = [];

    internal ModelFlow? Find(Ends ends, Side writtenBy, Side sender, Tcp flags, IPAddress? source = null)
    {
        var found = _entries.Find(flow => flow.IsOf(ends, writtenBy, source));
        if (found is null)
            return null;
        if (sender == Side.Client && (flags & (Tcp.Syn | Tcp.Ack)) == Tcp.Syn && found.IsClosed)
        {
            _entries.Remove(found);
            return null;
        }

        found.Mark(sender, flags);
        return found;
    }

    /// <summary>What is over is gone at once.</summary>
    internal void Pass(uint seconds)
    {
        _entries.ForEach(flow => flow.Pass(seconds));
        Forget(flow => flow.IsOver);
    }

    internal void Forget(Predicate<ModelFlow> which) => _entries.RemoveAll(which);

    /// <summary>False when another entry would look alike to the server.</summary>
    internal bool TryInsert(ModelFlow flow)
    {
        var same = _entries.FindIndex(other => other.IsAlias == flow.IsAlias && other.Call == flow.Call && SamePlace(other, flow));
        var alike = _entries.FindIndex(other => other.AtServer == flow.AtServer && SamePlace(other, flow));
        if (alike >= 0 && alike != same)
            return false;
        if (same >= 0)
            _entries[same] = flow;
        else
            _entries.Add(flow);
        return true;
    }

    /// <summary>Entries only meet in a bucket: that of the client, or for an alias that of the client as the server sees it.</summary>
    private static bool SamePlace(ModelFlow left, ModelFlow right) => Place(left) == Place(right);

    private static (string, ushort, byte) Place(ModelFlow flow) =>
        flow.IsAlias
            ? (flow.AtServer.Client.ToString(), flow.AtServer.ClientPort, flow.Call.Protocol)
            : (flow.Call.Client.ToString(), flow.Call.ClientPort, flow.Call.Protocol);
}
