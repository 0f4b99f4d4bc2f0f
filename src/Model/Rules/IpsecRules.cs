using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>
/// What a tunnel proposes. The words of the classic API choose between two sets of algorithms: no forward secrecy (PfsGroup None)
/// is the classic gateway's set, ECP256 ilb's own; Proposals says it directly.
/// </summary>
internal static class IpsecRules
{
    private const int ShortestLifetime = 300;
    private const int LongestLifetime = 172_800;
    private const int LeastKilobytes = 1024;

    public static DesiredState Set(Change change, SetIpsecParameters command)
    {
        if (ConnectionRules.Find(change, command) is not var (network, gateway, connection))
            return change.State;
        var path = $"{ConnectionRules.Path(network, connection)}/IPsecParameters";
        if (Given(command.EncryptionType) is { } encryption && !Named.Same(encryption, IpsecWords.Encrypted))
            change.Bad(ProblemCode.EncryptionTypeUnknown, $"{path}/EncryptionType",
                $"'{encryption}': a tunnel is always encrypted; {IpsecWords.Encrypted} is the only encryption type.");
        var proposals = Proposals(change, command, connection.Policy.Proposals, path);
        CheckHash(change, command.HashAlgorithm, proposals, path);
        var policy = new IpsecPolicy(
            proposals,
            Lifetime(change, command.KeyLifetimeSeconds, path) ?? connection.Policy.KeyLifetime,
            Kilobytes(change, command.KeyKilobytes, path) ?? connection.Policy.KeyKilobytes);
        return ConnectionRules.Store(change, network, gateway, connection with { Policy = policy });
    }

    private static IpsecProposals Proposals(Change change, SetIpsecParameters command, IpsecProposals before, string path)
    {
        var asked = OfName(change, command.Proposals, path);
        var implied = OfGroup(change, command.PfsGroup, path);
        if (asked is { } one && implied is { } other && one != other)
            change.Bad(ProblemCode.PfsGroupUnknown, $"{path}/PfsGroup",
                $"The PFS group '{command.PfsGroup}' is not that of the proposals {one}: {(one == IpsecProposals.Modern ? IpsecWords.ForwardSecrecy : IpsecWords.NoForwardSecrecy)} is.");
        return asked ?? implied ?? before;
    }

    private static IpsecProposals? OfName(Change change, string? word, string path)
    {
        if (Given(word) is not { } given)
            return null;
        if (Enum.GetNames<IpsecProposals>().Any(name => Named.Same(name, given)))
            return Enum.Parse<IpsecProposals>(given, ignoreCase: true);
        change.Bad(ProblemCode.ProposalsUnknown, $"{path}/Proposals",
            $"'{given}' are no proposals: {Sentences.List(Enum.GetNames<IpsecProposals>())}.");
        return null;
    }

    private static IpsecProposals? OfGroup(Change change, string? word, string path)
    {
        if (Given(word) is not { } group)
            return null;
        if (Named.Same(group, IpsecWords.NoForwardSecrecy))
            return IpsecProposals.Classic;
        if (Named.Same(group, IpsecWords.ForwardSecrecy))
            return IpsecProposals.Modern;
        change.Bad(ProblemCode.PfsGroupUnknown, $"{path}/PfsGroup",
            $"The PFS group '{group}' is not offered: {IpsecWords.ForwardSecrecy} (or better, with the modern proposals), {IpsecWords.NoForwardSecrecy} (with the classic ones). "
            + "PFS1, a 768-bit group, is too weak.");
        return null;
    }

    private static void CheckHash(Change change, string? word, IpsecProposals proposals, string path)
    {
        if (Given(word) is not { } hash || Named.Same(hash, IpsecWords.Hash))
            return;
        if (!Named.Same(hash, IpsecWords.ClassicHash))
            change.Bad(ProblemCode.HashAlgorithmUnknown, $"{path}/HashAlgorithm", $"'{hash}' is no hash algorithm of a tunnel: {IpsecWords.Hash}, {IpsecWords.ClassicHash}.");
        else if (proposals != IpsecProposals.Classic)
            change.Bad(ProblemCode.HashAlgorithmUnknown, $"{path}/HashAlgorithm", $"{IpsecWords.ClassicHash} is among the classic proposals only: PfsGroup {IpsecWords.NoForwardSecrecy}.");
        else
            change.Note($"{IpsecWords.ClassicHash} is not chosen alone: the classic proposals offer {IpsecWords.Hash} and {IpsecWords.ClassicHash}, the far end takes one of them.");
    }

    private static TimeSpan? Lifetime(Change change, int? seconds, string path)
    {
        if (seconds is null or 0)
            return null;
        if (seconds is < ShortestLifetime or > LongestLifetime)
            change.Bad(ProblemCode.KeyLifetimeOutOfRange, $"{path}/SALifeTimeSeconds",
                $"{seconds}: keys live {ShortestLifetime} to {LongestLifetime} seconds.");
        return TimeSpan.FromSeconds(seconds.Value);
    }

    private static long? Kilobytes(Change change, int? kilobytes, string path)
    {
        if (kilobytes is null or 0)
            return null;
        if (kilobytes < LeastKilobytes)
            change.Bad(ProblemCode.KeyVolumeOutOfRange, $"{path}/SADataSizeKilobytes",
                $"{kilobytes}: new keys are made after {LeastKilobytes} kilobytes or more.");
        return kilobytes;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
