using System.Net;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

internal enum Side
{
    Nobody,
    Client,
    Server,
}

/// <summary>The two ends as one side writes them.</summary>
/// <param name="IsOutside">The client is; a server can't tell.</param>
internal sealed record Ends(IPAddress Client, ushort ClientPort, IPAddress Server, ushort ServerPort, byte Protocol, bool IsOutside = false);

/// <summary>An entry of the flow table.</summary>
internal sealed class ModelFlow
{
    /// <summary>As the client writes it: the server is the VIP.</summary>
    internal required Ends Call { get; init; }

    /// <summary>As the server has it: its own address, also with a floating IP; the client as it sees it.</summary>
    internal required Ends AtServer { get; init; }

    internal required uint Backend { get; init; }

    internal required uint Generation { get; init; }

    internal required bool IsDirect { get; init; }

    /// <summary>Of a flow that is answered.</summary>
    internal required uint IdleSeconds { get; init; }

    internal bool IsAlias { get; init; }

    /// <summary>The version of the access list that judged it last.</summary>
    internal AclValue? Judge { get; set; }

    /// <summary>The server has the VIP too.</summary>
    internal bool IsFloating { get; init; }

    /// <summary>Client and server are one machine, to which the VIP looks like the client.</summary>
    internal bool IsHairpin => !Call.Client.Equals(AtServer.Client);

    /// <summary>The server's address on packets of the flow.</summary>
    internal IPAddress SeenServer => IsFloating ? Call.Server : AtServer.Server;

    /// <summary>Whose port leads to the client.</summary>
    internal IPAddress Receiver => Call.IsOutside ? ModelOutside.Uplink : Call.Client;

    internal bool HasTwin => IsHairpin || Call.ClientPort != AtServer.ClientPort;

    internal bool IsTranslated => !IsDirect || Call.ClientPort != AtServer.ClientPort;

    internal bool IsClosed => _reset || (_clientFin && _serverFin);

    /// <summary>Without a packet for too long.</summary>
    internal bool IsOver => _idle > (IsClosed ? 10 : _isProven ? IdleSeconds : 60);

    private uint _idle;
    private bool _isProven;
    private bool _clientFin;
    private bool _serverFin;
    private bool _reset;

    /// <summary>Of two entries the server's packets find the alias, also where only the other is left.</summary>
    /// <param name="source">What the server wrote as its own address.</param>
    internal bool IsOf(Ends ends, Side writtenBy, IPAddress? source) => writtenBy == Side.Client
        ? !IsAlias && Call == ends
        : IsAlias == HasTwin && AtServer == ends && (SeenServer.Equals(source) || (ends.Protocol == 17 && AtServer.Server.Equals(source)));

    internal void Reset() => _reset = true;

    internal void Pass(uint seconds) => _idle += seconds;

    internal void Mark(Side sender, Tcp flags)
    {
        if (sender == Side.Nobody)
            return;
        _idle = 0;
        _isProven |= Call.Protocol == 6 ? sender == Side.Client && (flags & (Tcp.Syn | Tcp.Rst | Tcp.Ack)) == Tcp.Ack : sender == Side.Server;
        _clientFin |= sender == Side.Client && flags.HasFlag(Tcp.Fin);
        _serverFin |= sender == Side.Server && flags.HasFlag(Tcp.Fin);
        _reset |= flags.HasFlag(Tcp.Rst);
    }
}
