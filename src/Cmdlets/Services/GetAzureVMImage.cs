using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the images that machines can start from.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVMImage")]
[OutputType(typeof(OSImageContext))]
public sealed class GetAzureVMImage : ServiceCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ImageNames))]
    public string? ImageName { get; set; }

    protected override void Execute()
    {
        var images = ImageName is null
            ? Call((client, cancel) => client.GetImagesAsync(cancel)).Images
            : [Call((client, cancel) => client.GetImageAsync(ImageName, cancel))];
        foreach (var image in images)
            WriteObject(Describe(new OSImageContext
            {
                ImageName = image.Name,
                OS = image.OS,
                Label = image.Label,
                Description = image.Description,
                Category = image.Category,
                Location = image.Location,
                ImageFamily = image.ImageFamily,
                PublisherName = image.PublisherName,
                RecommendedVMSize = image.RecommendedVMSize,
            }));
    }
}
