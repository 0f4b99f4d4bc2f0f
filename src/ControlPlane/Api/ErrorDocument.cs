using System.Text;
using System.Xml.Linq;

namespace Ilb.ControlPlane.Api;

/// <summary>The body of every answer that is not a success.</summary>
internal static class ErrorDocument
{
    private static readonly XNamespace Classic = "http://schemas.microsoft.com/windowsazure";

    public static string Write(string code, string message) =>
        new XElement(
            Classic + "Error",
            new XAttribute(XNamespace.Xmlns + "i", "http://www.w3.org/2001/XMLSchema-instance"),
            new XElement(Classic + "Code", code),
            new XElement(Classic + "Message", Printable(message))).ToString(SaveOptions.DisableFormatting);

    /// <summary>A message may quote what the client sent; XML has no place for control characters.</summary>
    public static string Printable(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var rune in message.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xfffe or 0xffff)))
                text.Append(rune);
            else
                text.Append('\ufffd');
        }

        return text.ToString();
    }
}
