using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Address prefixes.</summary>
public sealed class AddressSpace
{
    public List<string>? AddressPrefixes { get; set; }

    internal static readonly Shape<AddressSpace> Shape = new Shape<AddressSpace>()
        .Texts(d => d.AddressPrefixes, "AddressPrefix");
}
