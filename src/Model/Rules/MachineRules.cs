using System.Net;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>A machine without its endpoints.</summary>
internal static class MachineRules
{
    private const string DefaultSize = "Small";

    /// <summary>With problems the machine has stand-ins in it, so that its endpoints can be judged as well.</summary>
    public static VirtualMachine Create(Change change, Place place, RoleRequest request)
    {
        var path = $"Role[{request.Name}]";
        NameRules.Role(change, request.Name, $"{path}/RoleName");
        var host = string.IsNullOrEmpty(request.HostName) ? request.Name : request.HostName;
        if (!Named.Same(host, request.Name))
            NameRules.Role(change, host, $"{path}/HostName");
        var size = Size(change, request.Size, $"{path}/RoleSize");
        var image = Image(change, request.Image, $"{path}/OSVirtualHardDisk/SourceImageName");
        var (subnet, address) = MachineAddressRules.Choose(change, place, request.Network, null, request.Name ?? "", path);
        if (address is not null)
            place.Plan.Take(address, $"machine {request.Name} of this request");
        return new VirtualMachine(
            request.Name ?? "", host ?? "", size ?? "", image ?? "", EmptyIsNull(request.AvailabilitySet), subnet,
            address ?? IPAddress.Any, HasStatic(request.Network), Node: 1, Power.Started, Restarts: 0, [], request.Echo);
    }

    public static VirtualMachine Update(Change change, Place place, VirtualMachine before, RoleRequest request)
    {
        var path = $"Role[{before.Name}]";
        if (!string.IsNullOrEmpty(request.Name) && !Named.Same(request.Name, before.Name))
            change.Bad(ProblemCode.RoleRenamed, $"{path}/RoleName", $"A machine keeps its name: '{request.Name}' is not '{before.Name}'.");
        if (!string.IsNullOrEmpty(request.Image) && !Named.Same(request.Image, before.Image))
            change.Bad(ProblemCode.ImageFixed, $"{path}/OSVirtualHardDisk/SourceImageName",
                $"A machine keeps its image '{before.Image}'. Remove it and create it anew with '{request.Image}'.");
        var size = string.IsNullOrEmpty(request.Size) ? before.Size : Size(change, request.Size, $"{path}/RoleSize");
        var (subnet, address) = MachineAddressRules.Choose(change, place, request.Network, before, before.Name, path);
        if (address is null || size is null)
            return before;

        if (!address.Equals(before.Address))
            change.Note($"The address of {before.Name} changes from {before.Address} to {address}; its connections end.");
        if (before.IsAttached && size != before.Size)
            change.Note($"The size of {before.Name} is recorded and has no effect: the process behind an attached machine is not ilb's.");
        return before with
        {
            Size = size,
            AvailabilitySet = EmptyIsNull(request.AvailabilitySet),
            Subnet = subnet,
            Address = address,
            AddressIsStatic = request.Network is null ? before.AddressIsStatic : HasStatic(request.Network),
            Echo = before.Echo.SetItems(request.Echo),
        };
    }

    private static bool HasStatic(RoleNetworkRequest? request) => !string.IsNullOrEmpty(request?.StaticAddress);

    private static string? EmptyIsNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public static string? Size(Change change, string? size, string path)
    {
        var wanted = string.IsNullOrEmpty(size) ? DefaultSize : size;
        var known = change.Context.Catalogue.Size(wanted);
        if (known is null)
            change.Bad(ProblemCode.SizeUnknown, path,
                $"The instance size '{wanted}' does not exist. Sizes: {Sentences.List(change.Context.Catalogue.Sizes)}.");
        return known;
    }

    private static string? Image(Change change, string? image, string path)
    {
        var known = change.Context.Catalogue.Image(image);
        var offer = $"Images: {Sentences.List(change.Context.Catalogue.Images)}; Get-AzureVMImage lists them.";
        if (string.IsNullOrWhiteSpace(image))
            change.Bad(ProblemCode.ImageMissing, path, $"The image name is empty. {offer}");
        else if (known is null)
            change.Missing(ProblemCode.ImageUnknown, path, $"The image with the specified name does not exist. '{image}' is unknown. {offer}");
        return known;
    }
}
