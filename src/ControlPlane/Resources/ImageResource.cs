using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>What machines can be made of. Category User keeps clients from asking for storage accounts first.</summary>
internal sealed class ImageResource(Catalogue catalogue)
{
    public ApiAnswer List(ApiRequest request) =>
        ApiAnswer.Xml(new Wire.OSImageList { Images = [.. catalogue.Images.Select(Of)] });

    public ApiAnswer Get(ApiRequest request) => catalogue.Image(request["image"]) is { } name
        ? ApiAnswer.Xml(Of(name))
        : throw ApiException.NotFound($"The image with the specified name does not exist. There are: {string.Join(", ", catalogue.Images)}.");

    private static Wire.OSImage Of(string name) => new()
    {
        Category = "User",
        Label = name,
        LogicalSizeInGB = 0,
        Name = name,
        OS = "Linux",
        ShowInGui = true,
    };
}
