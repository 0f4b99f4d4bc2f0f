namespace Ilb.Model.Snapshots;

public enum IpsecProposals
{
    /// <summary>AES-GCM of 128 or 256 bits with ECP-256 or better, forward secrecy for every key.</summary>
    Modern,

    /// <summary>What the classic gateway documented: AES-256 or AES-128 in CBC mode or 3DES with SHA-1 or SHA-256, MODP-1024 for IKE, no forward secrecy.</summary>
    Classic,
}
