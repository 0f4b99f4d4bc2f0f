using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Ilb.Unit.ControlPlane;

/// <summary>A file of which only half arrives until it is told to go on.</summary>
internal sealed class SlowUpload(byte[] file)
{
    private readonly Pipe _pipe = new();
    private bool _begun;

    /// <summary>Large enough that no buffer on the way keeps the half of it.</summary>
    public static SlowUpload Of(int seed)
    {
        var noise = new byte[200_000];
        new Random(seed).NextBytes(noise);
        return new SlowUpload(TestPackage.Good(Convert.ToBase64String(noise)));
    }

    public HttpContent Content => new StreamContent(_pipe.Reader.AsStream());

    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(file));

    /// <summary>Sends the first half, once, and waits until so many files are arriving at the service.</summary>
    public async Task HalfAsync(TestService service, int arriving)
    {
        if (!_begun)
            await _pipe.Writer.WriteAsync(file.AsMemory(0, file.Length / 2));
        _begun = true;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Directory.GetFiles(service.Host.Folder.Path, ".upload-*").Length < arriving)
            await Task.Delay(20, patience.Token);
    }

    public async Task RestAsync()
    {
        await _pipe.Writer.WriteAsync(file.AsMemory(file.Length / 2));
        await _pipe.Writer.CompleteAsync();
    }
}
