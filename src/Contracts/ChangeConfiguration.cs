using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Gives the deployment of a package another configuration.</summary>
public sealed class ChangeConfiguration
{
    /// <summary>The .cscfg file.</summary>
    public string? Configuration { get; set; }

    public bool? TreatWarningsAsError { get; set; }

    /// <summary>Auto or Manual.</summary>
    public string? Mode { get; set; }

    internal static readonly Shape<ChangeConfiguration> Shape = new Shape<ChangeConfiguration>()
        .EncodedText(d => d.Configuration, required: true)
        .Flag(d => d.TreatWarningsAsError)
        .Text(d => d.Mode)
        .Ignored("ExtendedProperties", "ExtensionConfiguration");
}
