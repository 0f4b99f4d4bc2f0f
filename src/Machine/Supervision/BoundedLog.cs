using Microsoft.Win32.SafeHandles;

namespace Ilb.Machine.Supervision;

/// <summary>A machine's output: "log", and "log.1" with what came before; each at most a mebibyte.</summary>
internal sealed class BoundedLog(string path)
{
    private const int Limit = 1 << 20;
    private readonly Lock _gate = new();

    /// <summary>Copies what the machine writes until every writer is gone.</summary>
    public void CopyFrom(SafeFileHandle pipe)
    {
        using var stream = new FileStream(pipe, FileAccess.Read, 0);
        var buffer = new byte[16384];
        int length;
        while ((length = stream.Read(buffer)) > 0)
            Write(buffer.AsSpan(0, length));
    }

    public void WriteLine(string line) => Write(System.Text.Encoding.UTF8.GetBytes($"ilb: {line}\n"));

    /// <summary>What a full disk has no room for is lost: a machine needs its output read more than kept.</summary>
    private void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0);
                file.Write(bytes);
                if (file.Length > Limit)
                    File.Move(path, path + ".1", overwrite: true);
            }
            catch (IOException)
            {
            }
        }
    }
}
