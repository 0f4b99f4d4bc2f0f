namespace Ilb.Packets.Lab;

/// <summary>What became of a frame.</summary>
internal sealed record Outcome(string Verdict, TcAction Action, uint ToPort, byte[] Frame)
{
    public override string ToString() => $"{Verdict} ({Action}) to port {ToPort}: {Convert.ToHexString(Frame)}";
}

/// <summary>TC_ACT_… of linux/pkt_cls.h.</summary>
internal enum TcAction
{
    Ok = 0,
    Shot = 2,
    Redirect = 7,
}
