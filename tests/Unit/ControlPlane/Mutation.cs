using System.Text;
using System.Xml.Linq;

namespace Ilb.Unit.ControlPlane;

/// <summary>Spoils a valid document in one of the ways in which requests go wrong; each way is sure to make it invalid.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly string[] Numbers =
        ["Port", "LocalPort", "IntervalInSeconds", "TimeoutInSeconds", "Order", "IdleTimeoutInMinutes", "UdpIdleTimeoutInSeconds", "Weight", "AffinityTimeoutInSeconds", "SlowStartInSeconds", "FlapHalfLifeInSeconds", "MinimumHealthyMembers"];

    private static readonly string[] WrongNumbers = ["abc", "", "1.5", "99999999999999999999", "0x10", "１２", "-1", "70000"];

    /// <summary>The name of the way and the spoiled bytes.</summary>
    public (string Way, byte[] Body) Of(string document)
    {
        while (true)
        {
            var way = random.Next(12);
            if (Spoil(way, document) is var (name, body) && body is not null)
                return (name, body);
        }
    }

    private (string Way, byte[]? Body) Spoil(int way, string document) => way switch
    {
        0 => ("truncated", Truncated(document)),
        1 => ("wrong order", Edited(document, SwapNeighbours)),
        2 => ("unknown element", Edited(document, AddUnknown)),
        3 => ("wrong type", Edited(document, BreakNumber)),
        4 => ("twice", Edited(document, Duplicate)),
        5 => ("document type", Utf8("<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>" + WithoutDeclaration(document))),
        6 => ("huge", Utf8(document + new string(' ', (1 << 20) + random.Next(1000)))),
        7 => ("deep", Utf8(string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)))),
        8 => ("other root", Utf8("<Other xmlns=\"http://schemas.microsoft.com/windowsazure\"/>")),
        9 => ("other namespace", Utf8(document.Replace("http://schemas.microsoft.com/", "http://example.org/", StringComparison.Ordinal))),
        10 => ("broken text", BrokenText(document)),
        _ => ("no XML", Utf8(new[] { "", "{}", "<", "\0\0\0", "hello" }[random.Next(5)])),
    };

    private byte[] Truncated(string document)
    {
        var bytes = Utf8(document.TrimEnd());
        return bytes[..random.Next(1, bytes.Length - 2)];
    }

    private static byte[]? Edited(string document, Func<XElement, bool> edit)
    {
        var root = XElement.Parse(document);
        return edit(root) ? Utf8(root.ToString(SaveOptions.DisableFormatting)) : null;
    }

    private bool SwapNeighbours(XElement root)
    {
        if (root.Name.LocalName == "NetworkConfiguration")
            return false;
        var pairs = root.DescendantsAndSelf()
            .SelectMany(parent => parent.Elements().Zip(parent.Elements().Skip(1)))
            .Where(pair => pair.First.Name != pair.Second.Name && !Secret(pair.First) && !Secret(pair.Second)).ToList();
        if (pairs.Count == 0)
            return false;
        var (first, second) = pairs[random.Next(pairs.Count)];
        second.Remove();
        first.AddBeforeSelf(second);
        return true;
    }

    private bool AddUnknown(XElement root)
    {
        var parents = root.DescendantsAndSelf().Where(element => element.HasElements).ToList();
        parents[random.Next(parents.Count)].AddFirst(new XElement(root.Name.Namespace + "Surprise", "x"));
        return true;
    }

    private bool BreakNumber(XElement root)
    {
        var numbers = root.Descendants().Where(element => Numbers.Contains(element.Name.LocalName)).ToList();
        if (numbers.Count == 0)
            return false;
        numbers[random.Next(numbers.Count)].Value = WrongNumbers[random.Next(WrongNumbers.Length)];
        return true;
    }

    private bool Duplicate(XElement root)
    {
        var leaves = root.Descendants()
            .Where(element => !element.HasElements && element.Name.LocalName is not ("SubnetName" or "Name" or "AddressPrefix" or "InputEndpoints"))
            .Where(element => element.Attributes().All(attribute => attribute.IsNamespaceDeclaration) && !Secret(element)).ToList();
        if (leaves.Count == 0)
            return false;
        var leaf = leaves[random.Next(leaves.Count)];
        leaf.AddAfterSelf(new XElement(leaf));
        return true;
    }

    private byte[] BrokenText(string document)
    {
        var bytes = Utf8(document);
        bytes[random.Next(bytes.Length / 4, bytes.Length - 10)] = 0xff;
        return bytes;
    }

    /// <summary>What the service skips unread may look as it likes.</summary>
    private static bool Secret(XElement element) => element.Name.LocalName is "AdminPassword";

    private static string WithoutDeclaration(string document) =>
        document.StartsWith("<?", StringComparison.Ordinal) ? document[(document.IndexOf("?>", StringComparison.Ordinal) + 2)..] : document;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
