using System.Buffers;
using System.Text;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// The bytes of an answer, in pieces: while one array grows for a deployment of fifty machines it gets so large that the runtime keeps it apart from others,
/// and looks through its whole memory every dozen answers to be rid of them.
/// </summary>
public sealed class AnswerStream : Stream
{
    /// <summary>Most answers fit into the first piece.</summary>
    private const int FirstPiece = 1 << 10, OtherPieces = 16 << 10;

    private readonly List<byte[]> _pieces = [];

    /// <summary>Of the last piece, bytes.</summary>
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
            if (_pieces.Count == 0 || _used == _pieces[^1].Length)
            {
                _pieces.Add(new byte[_pieces.Count == 0 ? FirstPiece : OtherPieces]);
                _used = 0;
            }

            var count = Math.Min(buffer.Length, _pieces[^1].Length - _used);
            buffer[..count].CopyTo(_pieces[^1].AsSpan(_used));
            (_used, _length) = (_used + count, _length + count);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public void CopyTo(IBufferWriter<byte> target)
    {
        for (var i = 0; i < _pieces.Count; i++)
            target.Write(i == _pieces.Count - 1 ? _pieces[i].AsSpan(0, _used) : _pieces[i]);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
