using System.Net;

namespace Ilb.Unit.ControlPlane;

/// <summary>A body whose second half comes when it is released.</summary>
internal sealed class HeldContent(byte[] content) : HttpContent
{
    private readonly TaskCompletionSource _begun = new(), _released = new();

    /// <summary>The server asked for the body, so it is working on the request.</summary>
    public Task Begun => _begun.Task;

    public void Release() => _released.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(content.AsMemory(0, content.Length / 2));
        await stream.FlushAsync();
        _begun.SetResult();
        await _released.Task;
        await stream.WriteAsync(content.AsMemory(content.Length / 2));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
