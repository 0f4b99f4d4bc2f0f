using System;
using System.IO;
using System.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>
/// Writes elements of one namespace as UTF-8. The platform's own writer checks names and looks up prefixes that are the same in every document: with it a
/// large answer takes an eighth longer (ADR 34).
/// </summary>
internal sealed class ElementWriter(Stream stream) : IDisposable
{
    /// <summary>What stands for a character that XML can't say.</summary>
    private const char Unknown = '\uFFFD';

    /// <summary>Whether a character of ASCII is written as it is, in attributes as well.</summary>
    private static readonly bool[] s_plain = [.. Enumerable.Range(0, 0x80).Select(c => c >= ' ' && "&<>\"".IndexOf((char)c) < 0)];

    private readonly byte[] _buffer = new byte[4096];
    private int _used;

    /// <summary>Whether the start tag that was written last still takes attributes.</summary>
    private bool _isInTag;

    /// <param name="ns">The namespace of this element and all in it.</param>
    public void StartRoot(string name, string ns)
    {
        Start(name);
        Attribute("xmlns:i", Namespaces.Instance);
        Attribute("xmlns", ns);
    }

    public void Start(string name)
    {
        EndTag();
        Put('<');
        PutText(name, isAttribute: false);
        _isInTag = true;
    }

    /// <summary>To be called right after the start.</summary>
    public void Attribute(string name, string value)
    {
        Put(' ');
        PutText(name, isAttribute: false);
        PutAll("=\"");
        PutText(value, isAttribute: true);
        Put('"');
    }

    public void End(string name)
    {
        if (_isInTag)
        {
            PutAll(" />");
        }
        else
        {
            PutAll("</");
            PutText(name, isAttribute: false);
            Put('>');
        }

        _isInTag = false;
    }

    public void Element(string name, string text)
    {
        Start(name);
        if (text.Length > 0) EndTag();
        PutText(text, isAttribute: false);
        End(name);
    }

    public void Dispose() => Flush();

    private void EndTag()
    {
        if (_isInTag) Put('>');
        _isInTag = false;
    }

    private void PutAll(string markup)
    {
        foreach (var character in markup) Put(character);
    }

    private void PutText(string text, bool isAttribute)
    {
        for (var i = PutPlain(text, 0); i < text.Length; i = PutPlain(text, i + 1))
        {
            var character = text[i];
            if (character < 0x80) PutAscii(character, isAttribute);
            else if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) PutPoint(char.ConvertToUtf32(character, text[++i]));
            else PutPoint(char.IsSurrogate(character) || character > Unknown ? Unknown : character);
        }
    }

    /// <summary>Nearly all text is nothing but such characters: they are copied without a look at each.</summary>
    /// <returns>The place of the first that is another, or finds no room.</returns>
    private int PutPlain(string text, int from)
    {
        var (buffer, used, plain) = (_buffer, _used, s_plain);
        var i = from;
        while (i < text.Length && used < buffer.Length && text[i] is var character && character < plain.Length && plain[character])
        {
            buffer[used++] = (byte)character;
            i++;
        }

        _used = used;
        return i;
    }

    private void PutAscii(char character, bool isAttribute)
    {
        switch (character)
        {
            case '&': PutAll("&amp;"); break;
            case '<': PutAll("&lt;"); break;
            case '>': PutAll("&gt;"); break;
            case '"' when isAttribute: PutAll("&quot;"); break;
            case '\r': PutAll("&#xD;"); break; // else a reader makes a line feed of it
            case '\n' when isAttribute: PutAll("&#xA;"); break;
            case '\t' when isAttribute: PutAll("&#x9;"); break;
            case < ' ' and not ('\n' or '\t'): PutPoint(Unknown); break;
            default: Put(character); break;
        }
    }

    private void PutPoint(int point)
    {
        if (point < 0x800)
        {
            Put(0xC0 | point >> 6);
        }
        else if (point < 0x1_0000)
        {
            Put(0xE0 | point >> 12);
            Put(0x80 | point >> 6 & 0x3F);
        }
        else
        {
            Put(0xF0 | point >> 18);
            Put(0x80 | point >> 12 & 0x3F);
            Put(0x80 | point >> 6 & 0x3F);
        }

        Put(0x80 | point & 0x3F);
    }

    private void Put(int value)
    {
        if (_used == _buffer.Length) Flush();
        _buffer[_used++] = (byte)value;
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
