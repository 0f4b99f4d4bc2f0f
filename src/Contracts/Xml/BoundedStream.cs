using System;
using System.IO;

namespace Ilb.Contracts.Xml;

/// <summary>Ends reading with a problem instead of reading more than the limit.</summary>
internal sealed class BoundedStream(Stream inner, int limit) : Stream
{
    private long _left = limit;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => limit - _left; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _left -= read;
        return _left >= 0 ? read : throw TooLarge(limit);
    }

    public static ContractException TooLarge(int limit) =>
        new(new ReadProblem(ProblemCodes.TooLarge, "/", $"The document is larger than {limit} bytes."));

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
