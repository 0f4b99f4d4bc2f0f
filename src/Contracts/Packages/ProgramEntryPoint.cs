using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A command with its arguments.</summary>
public sealed class ProgramEntryPoint
{
    public string? CommandLine { get; set; }

    public string? SetReadyOnProcessStart { get; set; }

    internal static readonly Shape<ProgramEntryPoint> Shape = new Shape<ProgramEntryPoint>()
        .Attribute(d => d.CommandLine, "commandLine", required: true)
        .Attribute(d => d.SetReadyOnProcessStart, "setReadyOnProcessStart");
}
