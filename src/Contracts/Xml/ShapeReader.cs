using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>Reads an element by its shape and reports everything that is wrong with it.</summary>
internal static class ShapeReader
{
    public static T Read<T>(Shape<T> shape, XElement element, Reading reading) where T : class, new()
    {
        var target = new T();
        reading.CheckContainer(element, [.. shape.Attributes.Select(a => a.Name)]);
        ReadAttributes(shape, target, element, reading);
        ReadElements(shape, target, element, reading);
        return target;
    }

    private static void ReadAttributes<T>(Shape<T> shape, T target, XElement element, Reading reading) where T : class, new()
    {
        foreach (var member in shape.Attributes) member.Read(target, element.Attribute(member.Name), reading);

        foreach (var member in shape.Attributes.Where(m => m.Required && reading.Strict && element.Attribute(m.Name) is null))
            reading.Report(ProblemCodes.MissingAttribute, $"The attribute {member.Name} is required.");
    }

    private static void ReadElements<T>(Shape<T> shape, T target, XElement element, Reading reading) where T : class, new()
    {
        var (seen, given) = (new HashSet<Member<T>>(), new HashSet<Member<T>>());
        Member<T>? last = null;
        var position = 0;
        foreach (var child in element.Elements())
        {
            var member = reading.IsForeign(child) ? null : shape.Find(child.Name.LocalName, reading.Strict);
            using (reading.Enter(child, member?.Repeats ?? false ? ++position : null))
            {
                if (member is null) reading.ReportUnknown(child, shape.Members.Select(m => m.Name));
                else if (!seen.Add(member) && !member.Repeats) reading.ReportStrict(ProblemCodes.DuplicateElement, "This element may occur once.");
                else if (member.Rank < last?.Rank) reading.ReportStrict(ProblemCodes.ElementOutOfOrder, $"{member.Name} must come before {last.Name}.");
                if (member is not null && !reading.IsNil(child))
                {
                    given.Add(member);
                    member.Read(target, child, reading);
                }
            }

            if (member is not null && !(member.Rank < last?.Rank)) last = member;
        }

        foreach (var member in shape.Members.Where(m => m.Required && reading.Strict && !given.Contains(m)))
            reading.ReportMissing(member.Name);
    }
}
