using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Asks for a deployment of a package: the document CreateDeployment.</summary>
public sealed class CreatePackageDeployment
{
    public string? Name { get; set; }

    /// <summary>What <c>PUT ilb/packages/{digest}</c> was given, as a path.</summary>
    public string? PackageUrl { get; set; }

    public string? Label { get; set; }

    /// <summary>The .cscfg file.</summary>
    public string? Configuration { get; set; }

    public bool? StartDeployment { get; set; }

    public bool? TreatWarningsAsError { get; set; }

    internal static readonly Shape<CreatePackageDeployment> Shape = new Shape<CreatePackageDeployment>()
        .Text(d => d.Name, required: true)
        .Text(d => d.PackageUrl, required: true)
        .EncodedText(d => d.Label, required: true)
        .EncodedText(d => d.Configuration, required: true)
        .Flag(d => d.StartDeployment)
        .Flag(d => d.TreatWarningsAsError)
        .Ignored("ExtendedProperties", "ExtensionConfiguration");
}
