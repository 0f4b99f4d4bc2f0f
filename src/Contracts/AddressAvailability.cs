using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Whether an address is free, and which others are.</summary>
public sealed class AddressAvailability
{
    public bool? IsAvailable { get; set; }

    public List<string>? AvailableAddresses { get; set; }

    internal static readonly Shape<AddressAvailability> Shape = new Shape<AddressAvailability>()
        .Flag(d => d.IsAvailable)
        .Texts(d => d.AvailableAddresses, "AvailableAddress");
}
