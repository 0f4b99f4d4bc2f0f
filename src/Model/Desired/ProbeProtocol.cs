namespace Ilb.Model.Desired;

/// <summary>What a probe does: connect, or GET and expect 200.</summary>
public enum ProbeProtocol
{
    Tcp,
    Http,
}
