namespace Ilb.Model.Desired;

/// <summary>The package that a deployment was made of.</summary>
/// <param name="Digest">SHA-256 of the file, 64 hex digits: where the packages are kept, its name.</param>
/// <param name="Configuration">The .cscfg as it was given; Get Deployment returns it.</param>
public sealed record DeployedPackage(string Digest, ServiceDefinition Definition, string Configuration)
{
    public override string ToString() => $"{Digest[..12]} ({Definition})";
}
