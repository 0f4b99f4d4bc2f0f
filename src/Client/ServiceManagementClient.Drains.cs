using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.Serialization.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private const string Drains = "ilb/drains";

    /// <summary>Takes machines out of their sets; done when the kernel knows, not when their connections have ended.</summary>
    public Task<string> BeginDrainAsync(DrainRequest request, CancellationToken cancel = default) =>
        ChangeAsync(HttpMethod.Post, Drains, Json(request), cancel);

    /// <summary>Takes machines in again.</summary>
    /// <param name="machines">"web1" where that is unique, else "MyWebsite1/web1".</param>
    /// <param name="set">Null: whatever they were taken out of.</param>
    /// <param name="cancel">Ends waiting.</param>
    public Task<string> EndDrainAsync(IEnumerable<string> machines, string? set, CancellationToken cancel = default) => DeleteAsync(
        $"{Drains}?machines={string.Join(",", machines.Select(Escape))}{(set is null ? "" : $"&set={Escape(set)}")}", cancel);

    /// <summary>Everything that is taken out, and how far that is.</summary>
    public async Task<IReadOnlyList<DrainLine>> GetDrainsAsync(CancellationToken cancel = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, Drains, null, cancel).ConfigureAwait(false);
        return await ReadJsonAsync<List<DrainLine>>(answer).ConfigureAwait(false);
    }

    private static async Task<T> ReadJsonAsync<T>(HttpResponseMessage answer) where T : class
    {
        using var body = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return (T)new DataContractJsonSerializer(typeof(T)).ReadObject(body)!;
    }

    private static ByteArrayContent Json<T>(T value) where T : class
    {
        using var text = new MemoryStream();
        new DataContractJsonSerializer(typeof(T)).WriteObject(text, value);
        return Content(text.ToArray(), "application/json");
    }
}
