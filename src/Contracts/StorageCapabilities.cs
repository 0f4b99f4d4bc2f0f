using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The kinds of storage account of a location.</summary>
public sealed class StorageCapabilities
{
    public List<string>? StorageAccountTypes { get; set; }

    internal static readonly Shape<StorageCapabilities> Shape = new Shape<StorageCapabilities>()
        .Texts(d => d.StorageAccountTypes, "StorageAccountType");
}
