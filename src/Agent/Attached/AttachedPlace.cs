using System.Globalization;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>The network namespace that a binding leads to at this moment.</summary>
/// <param name="Identity">Two paths may lead to one namespace, and one path to another than before.</param>
internal sealed record AttachedPlace(string Path, ulong Identity)
{
    private const string Home = "/proc/self/ns/net";

    /// <exception cref="AttachmentException">There is none, or none that ilb may touch.</exception>
    public static AttachedPlace Find(Binding binding, Installation installation)
    {
        var path = binding.Kind switch
        {
            BindingKind.Namespace => Named(binding.Target),
            BindingKind.Process => OfProcess(Number(binding.Target), binding.Since),
            BindingKind.Container => OfProcess(ContainerProcess.Find(binding.Target), null),
            _ => Home,
        };
        var place = Look(path);
        if (binding.Kind != BindingKind.Host && place.Identity == Look(Home).Identity)
            throw new AttachmentException($"{binding} is in the network namespace of this host itself: that is --this-host.");
        if (Own(installation).Any(own => NamespaceSearch.Is(own, place.Identity)))
            throw new AttachmentException($"{binding} is a network namespace of ilb's own.");
        return place;
    }

    /// <summary>The same, with what tells it from a later thing of the same name.</summary>
    public static Binding Exactly(Binding binding) => binding.Kind == BindingKind.Process && binding.Since is null
        ? binding with { Since = Since(Number(binding.Target)) }
        : binding;

    private static AttachedPlace Look(string path)
    {
        try
        {
            using var space = NetworkNamespace.Open(path);
            return space.IsOfNetworks
                ? new AttachedPlace(path, space.Identity)
                : throw new AttachmentException($"{path} is a namespace, and not one of networks.");
        }
        catch (NamespaceException)
        {
            throw new AttachmentException($"{path} is not there any more.", isAbsent: true);
        }
    }

    private static string Named(string path)
    {
        if (!path.StartsWith('/'))
            throw new AttachmentException($"'{path}' is no path that begins with /, such as /run/netns/web.");
        if (!File.Exists(path))
            throw new AttachmentException($"there is no {path} on this host.", isAbsent: true);
        return NetworkNamespace.Exists(path) ? path : throw new AttachmentException($"{path} is no network namespace.");
    }

    private static string OfProcess(int process, string? since)
    {
        if (SupervisorProcess.StartTime(process) == 0)
            throw new AttachmentException($"there is no process {process} on this host.", isAbsent: true);
        if (since is not null && since != Since(process))
            throw new AttachmentException($"the process {process} has ended, and another one has its number.", isAbsent: true);
        return string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net");
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new AttachmentException($"'{text}' is no number of a process.");

    /// <summary>Of this start of the host.</summary>
    private static string Since(int process) => string.Create(
        CultureInfo.InvariantCulture, $"{SupervisorProcess.StartTime(process)} {File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}");

    /// <summary>Some may go at this moment.</summary>
    private static IEnumerable<string> Own(Installation installation) =>
        Directory.Exists(installation.NamespacesDirectory) ? Directory.EnumerateFiles(installation.NamespacesDirectory) : [];
}
