using Ilb.Contracts;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A deployment as text to compare, without the times in it.</summary>
internal static class DocumentText
{
    public static string Of(Deployment deployment)
    {
        (deployment.CreatedTime, deployment.LastModifiedTime) = (null, null);
        return XmlDocuments.ToText(deployment);
    }
}
