namespace Ilb.EndToEnd.Metrics;

/// <summary>What a collector is sent at once: an ExportMetricsServiceRequest of OpenTelemetry's protocol 1, as far as tests ask for it.</summary>
internal sealed class SentMetrics(byte[] request)
{
    // Numbers of fields, from opentelemetry/proto/metrics/v1/metrics.proto.
    private const int Resources = 1, Resource = 1, OfResource = 1, Scopes = 2, Metrics = 2, Name = 1, Sums = 7, Points = 1, AsInteger = 6, OfPoint = 7;
    private const int Key = 1, Value = 2, Text = 1;

    private readonly ProtobufMessage _request = new(request);

    /// <summary>Whether all of it is of the installation of that name.</summary>
    public bool AreOf(string installation) => _request.At(Resources, Resource).All(resource => Has(resource, OfResource, "service.instance.id", installation));

    /// <summary>The sum of all points of a counter that have this attribute; null where there is none.</summary>
    public long? Sum(string counter, string attribute, string value)
    {
        var points = _request.At(Resources, Scopes, Metrics).Where(metric => metric.At(Name).Single().Text == counter)
            .SelectMany(metric => metric.At(Sums, Points)).Where(point => Has(point, OfPoint, attribute, value)).ToList();
        return points.Count == 0 ? null : points.Sum(point => point.At(AsInteger).Single().Number);
    }

    private static bool Has(ProtobufMessage message, int attributes, string key, string value) =>
        message.At(attributes).Any(pair => pair.At(Key).Single().Text == key && pair.At(Value, Text).SingleOrDefault().Text == value);
}
