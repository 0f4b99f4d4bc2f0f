namespace Ilb.Model.Feed;

public enum TunnelState
{
    NotConnected,
    Connecting,
    Connected,
}
