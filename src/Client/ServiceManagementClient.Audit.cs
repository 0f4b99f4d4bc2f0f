using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    /// <summary>Who changed what, the oldest first.</summary>
    /// <param name="since">Null: from the beginning.</param>
    /// <param name="limit">The newest so many.</param>
    /// <param name="cancel">Ends waiting.</param>
    public async Task<IReadOnlyList<AuditLine>> GetAuditAsync(DateTimeOffset? since, int limit, CancellationToken cancel = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, "ilb/" + AuditPath(since, limit), null, cancel).ConfigureAwait(false);
        return await ReadJsonAsync<List<AuditLine>>(answer).ConfigureAwait(false);
    }

    /// <summary>Below ilb/.</summary>
    public static string AuditPath(DateTimeOffset? since, int limit) =>
        FormattableString.Invariant($"audit?limit={limit}")
        + (since is { } moment ? "&since=" + Escape(moment.UtcDateTime.ToString("o", CultureInfo.InvariantCulture)) : "");
}
