using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>Algorithms in strongSwan's words, the preferred ones first.</summary>
public static class ProposalText
{
    public static string Ike(IpsecProposals proposals) => proposals switch
    {
        IpsecProposals.Modern => "aes256gcm16-aes128gcm16-prfsha384-prfsha256-ecp384-ecp256",
        IpsecProposals.Classic => "aes256-aes128-3des-sha256-sha1-modp1024",
        _ => throw new ArgumentOutOfRangeException(nameof(proposals), proposals, "No such proposals."),
    };

    public static string Esp(IpsecProposals proposals) => proposals switch
    {
        IpsecProposals.Modern => "aes256gcm16-aes128gcm16-ecp384-ecp256",
        IpsecProposals.Classic => "aes256-aes128-3des-sha256-sha1",
        _ => throw new ArgumentOutOfRangeException(nameof(proposals), proposals, "No such proposals."),
    };
}
