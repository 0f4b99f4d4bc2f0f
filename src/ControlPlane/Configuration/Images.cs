using Ilb.ControlPlane.Identity;
using Ilb.Model.Images;

namespace Ilb.ControlPlane.Configuration;

/// <summary>What machines can be made of: the built-in image and the operator's list.</summary>
internal static class Images
{
    private const string FileName = "images.json";

    public static ImageCatalog Open(DataFolder folder)
    {
        var catalogue = ImageCatalog.Parse(folder.Read(FileName), out var problems);
        return problems.IsEmpty
            ? catalogue
            : throw new DataFolderException(
                "read the images from", folder.PathOf(FileName), new FormatException(string.Join('\n', problems)));
    }
}
