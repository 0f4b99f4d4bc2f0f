using System.Buffers;
using System.Text;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// The bytes of an answer, in blocks: while one array grows for a deployment of fifty machines it gets so large that the runtime keeps it apart from others,
/// and looks through its whole memory every dozen answers to be rid of them.
/// </summary>
public sealed class AnswerStream : Stream
{
    /// <summary>Most answers fit into the first block.</summary>
    private const int FirstBlock = 1 << 10, OtherBlocks = 16 << 10;

    private readonly List<byte[]> _blocks = [];

    /// <summary>Of the last block, bytes.</summary>
    private int _used;

    private long _length;

    public static AnswerStream Empty { get; } = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public static AnswerStream Of(string text)
    {
        var body = new AnswerStream();
        using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(text);
        return body;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (this == Empty)
            throw new InvalidOperationException("All answers without a body have this one.");
        while (!buffer.IsEmpty)
        {
            if (_blocks.Count == 0 || _used == _blocks[^1].Length)
            {
                _blocks.Add(new byte[_blocks.Count == 0 ? FirstBlock : OtherBlocks]);
                _used = 0;
            }

            var count = Math.Min(buffer.Length, _blocks[^1].Length - _used);
            buffer[..count].CopyTo(_blocks[^1].AsSpan(_used));
            (_used, _length) = (_used + count, _length + count);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public void CopyTo(IBufferWriter<byte> target)
    {
        for (var i = 0; i < _blocks.Count; i++)
            target.Write(i == _blocks.Count - 1 ? _blocks[i].AsSpan(0, _used) : _blocks[i]);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
