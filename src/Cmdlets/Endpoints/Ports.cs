using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>What a cmdlet can check about an endpoint without the service.</summary>
internal static class Ports
{
    public static void Check(PSCmdlet cmdlet, params int?[] ports)
    {
        foreach (var port in ports)
            if (port is < 1 or > 65535)
                cmdlet.ThrowTerminatingError(ErrorRecords.Invalid("InvalidPort", $"Ports must be in the range of 1 - 65535, not {port}.", port));
    }

    public static void CheckProbe(PSCmdlet cmdlet, string? protocol, string? path)
    {
        if (Names.Same(protocol, "tcp") && !string.IsNullOrEmpty(path))
            cmdlet.ThrowTerminatingError(ErrorRecords.Invalid("ProbePathWithTcp", "ProbePath not valid with tcp", path));
        if (Names.Same(protocol, "http") && string.IsNullOrEmpty(path))
            cmdlet.ThrowTerminatingError(ErrorRecords.Invalid("ProbePathMissing", "ProbePath is required for http"));
    }
}
