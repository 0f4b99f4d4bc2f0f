namespace Ilb.Declarations.Forms;

/// <summary>What comes, changes and goes under a name, which is compared without case.</summary>
public interface IEntry
{
    /// <summary>What it is, in the words of the glossary: "machine".</summary>
    static abstract string Kind { get; }

    /// <summary>What tells it from the others of its list; null where a document leaves it out.</summary>
    string? Key { get; }

    /// <summary>Its full name: "MyWebsite1/web1".</summary>
    /// <param name="owner">The name of what it is in; empty where that is the subscription.</param>
    string NameIn(string owner);
}
