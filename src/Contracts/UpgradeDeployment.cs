using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Gives a deployment another package.</summary>
public sealed class UpgradeDeployment
{
    /// <summary>Auto, Manual or Simultaneous.</summary>
    public string? Mode { get; set; }

    public string? PackageUrl { get; set; }

    /// <summary>The .cscfg file.</summary>
    public string? Configuration { get; set; }

    public string? Label { get; set; }

    /// <summary>Absent: all roles.</summary>
    public string? RoleToUpgrade { get; set; }

    public bool? Force { get; set; }

    internal static readonly Shape<UpgradeDeployment> Shape = new Shape<UpgradeDeployment>()
        .Text(d => d.Mode)
        .Text(d => d.PackageUrl, required: true)
        .EncodedText(d => d.Configuration, required: true)
        .EncodedText(d => d.Label)
        .Text(d => d.RoleToUpgrade)
        .Flag(d => d.Force)
        .Ignored("ExtendedProperties", "ExtensionConfiguration");
}
