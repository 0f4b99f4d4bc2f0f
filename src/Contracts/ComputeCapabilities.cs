using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The sizes that roles may have.</summary>
public sealed class ComputeCapabilities
{
    public List<string>? WebWorkerRoleSizes { get; set; }

    public List<string>? VirtualMachinesRoleSizes { get; set; }

    internal static readonly Shape<ComputeCapabilities> Shape = new Shape<ComputeCapabilities>()
        .Texts(d => d.WebWorkerRoleSizes, "RoleSize")
        .Texts(d => d.VirtualMachinesRoleSizes, "RoleSize");
}
