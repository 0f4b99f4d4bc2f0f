using System.Net;

namespace Ilb.Unit.ControlPlane;

/// <summary>So many zeros.</summary>
/// <param name="declared">Whether the request says how many, or they come in chunks.</param>
internal sealed class LongContent(long length, bool declared) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var block = new byte[1 << 20];
        for (var left = length; left > 0; left -= block.Length)
            await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return declared;
    }
}
