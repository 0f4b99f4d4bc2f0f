namespace Ilb.Machine.Responding;

/// <summary>What to listen on: "tcp" or "udp" and an L4 port.</summary>
internal readonly record struct ListenerKey(string Protocol, int Port)
{
    public override string ToString() => $"{Protocol}/{Port}";
}
