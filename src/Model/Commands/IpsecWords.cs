namespace Ilb.Model.Commands;

/// <summary>What the classic API calls the properties of a tunnel.</summary>
public static class IpsecWords
{
    /// <summary>The only EncryptionType.</summary>
    public const string Encrypted = "RequireEncryption";

    /// <summary>PfsGroup of the modern proposals.</summary>
    public const string ForwardSecrecy = "ECP256";

    /// <summary>PfsGroup of the classic ones.</summary>
    public const string NoForwardSecrecy = "None";

    public const string Hash = "SHA256";

    /// <summary>A HashAlgorithm among the classic proposals.</summary>
    public const string ClassicHash = "SHA1";
}
