namespace Ilb.Model.Addressing;

/// <summary>The transport protocols that ilb balances; the value is the IANA protocol number of the IP header.</summary>
public enum Protocol : byte
{
    Tcp = 6,
    Udp = 17,
}
