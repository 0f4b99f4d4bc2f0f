using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Names of images.</summary>
public sealed class ImageNames : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        (await client.GetImagesAsync().ConfigureAwait(false)).Images.Select(i => i.Name);
}
