using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Ilb.ControlPlane.Api;

/// <summary>What is no HTTP, the server below refuses before the pipeline hears of it: such an answer has a request's id, too. It has no body.</summary>
internal sealed class ServerRefusals : IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static IDisposable Of(DiagnosticListener server) => server.Subscribe(new ServerRefusals(), name => name == Refused);

    public void OnNext(KeyValuePair<string, object?> told)
    {
        if (told is { Key: Refused, Value: IFeatureCollection features } && features.Get<IHttpResponseFeature>() is { HasStarted: false } answer)
            answer.Headers.TryAdd("x-ms-request-id", Guid.NewGuid().ToString("N"));
    }

    public void OnCompleted()
    {
        // With the server.
    }

    public void OnError(Exception error)
    {
        // The server tells of none.
    }
}
