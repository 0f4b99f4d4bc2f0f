using System.Buffers;
using AwesomeAssertions;
using Ilb.ControlPlane.Api;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class AnswerStreamTests
{
    /// <summary>Blocks begin at 0, 1,024 and every 16,384 bytes after it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(1_024 + 16_384)]
    [InlineData(1_025 + 16_384)]
    [InlineData(200_000)]
    public void What_was_written_in_any_portions_is_what_is_sent(int length)
    {
        var written = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        foreach (var portion in (int[])[1, 1_000, 1_024, 300_000])
        {
            using var answer = new AnswerStream();
            foreach (var part in written.Chunk(portion))
                answer.Write(part);
            var sent = new ArrayBufferWriter<byte>();
            answer.CopyTo(sent);
            answer.Length.Should().Be(length);
            sent.WrittenSpan.SequenceEqual(written).Should().BeTrue("in portions of {0}", portion);
        }
    }

    [Fact]
    public void Nobody_writes_into_the_answer_that_all_without_a_body_have()
    {
        var write = () => AnswerStream.Empty.Write([1]);
        write.Should().Throw<InvalidOperationException>();
    }
}
