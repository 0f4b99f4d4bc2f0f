using System.Net;
using System.Xml.Linq;

namespace Ilb.Unit.ControlPlane;

/// <summary>What came back over the wire.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string RequestId)
{
    public static XNamespace Classic { get; } = "http://schemas.microsoft.com/windowsazure";

    public T As<T>() where T : class, new()
    {
        if ((int)Status >= 300)
            throw new InvalidOperationException($"{Outcome}: {Message}");
        return Ilb.Contracts.XmlDocuments.ReadAnswer<T>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Body)));
    }

    public XElement Xml => XElement.Parse(Body);

    public string Code => Xml.Element(Classic + "Code")!.Value;

    public string Message => Xml.Element(Classic + "Message")!.Value;

    /// <summary>"403 AuthenticationFailed", or "200" for a success.</summary>
    public string Outcome => (int)Status < 300 ? $"{(int)Status}" : $"{(int)Status} {Code}";
}
