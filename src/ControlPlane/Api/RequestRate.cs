using System.Threading.RateLimiting;

namespace Ilb.ControlPlane.Api;

/// <summary>A bucket of tokens for everybody who sends requests: twice what a second brings fits in, and a request takes one.</summary>
internal sealed class RequestRate(ServiceLimits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetTokenBucketLimiter(who, _ => Bucket(limits.RequestsPerSecond)));

    /// <param name="who">A certificate's thumbprint, or an address.</param>
    /// <exception cref="ApiException">Too many came: 429.</exception>
    public void Take(string who)
    {
        using var lease = _buckets.AttemptAcquire(who);
        if (!lease.IsAcquired)
            throw ApiException.TooMany();
    }

    public void Dispose() => _buckets.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(int perSecond)
    {
        var tenth = Math.Max(1, perSecond / 10);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * perSecond,
            TokensPerPeriod = tenth,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tenth / perSecond),
        };
    }
}
