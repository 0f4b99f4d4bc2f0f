using System.Xml;
using System.Xml.Linq;

namespace Ilb.Declarations.Imports.CloudServices;

/// <summary>In which line of a file an element is, which was read already and so is XML.</summary>
internal sealed class XmlLines(string text)
{
    private static readonly string[] Names = ["name", "roleName"];

    private readonly XDocument _document = XDocument.Parse(text.TrimStart('\uFEFF'), LoadOptions.SetLineInfo);

    /// <summary>0: there is none.</summary>
    /// <param name="of">The name of the element, or of one that it is in.</param>
    public long Of(string element, string? of = null) =>
        _document.Descendants().FirstOrDefault(one => one.Name.LocalName == element && (of is null || one.AncestorsAndSelf().Any(each => IsCalled(each, of)))) is IXmlLineInfo info
            ? info.LineNumber
            : 0;

    private static bool IsCalled(XElement element, string name) => Names.Any(key => (string?)element.Attribute(key) == name);
}
