namespace Ilb.Agent.Attached;

/// <summary>A machine can't be attached to what its operator named; says why in one sentence.</summary>
/// <param name="isAbsent">It is not there: the machine waits for it.</param>
internal sealed class AttachmentException(string message, bool isAbsent = false) : Exception(message)
{
    public bool IsAbsent { get; } = isAbsent;
}
