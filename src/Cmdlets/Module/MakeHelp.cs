using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// A task of the build: Help.xml and the parameters of the compiled cmdlets, in the format that Get-Help reads (MAML). PowerShell
/// itself shows no syntax for a cmdlet with help unless the help has it.
/// </summary>
public sealed class MakeHelp : Task
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    [Required]
    public string Texts { get; set; }

    [Required]
    public string Module { get; set; }

    [Required]
    public ITaskItem[] References { get; set; }

    [Required]
    public string Output { get; set; }

    public override bool Execute()
    {
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        try
        {
            // From memory: the build's process lives on and must not hold the file.
            var cmdlets = Assembly.Load(File.ReadAllBytes(Module)).GetTypes().Select(CmdletParameters.Of).Where(c => c != null).ToDictionary(c => c.Name);
            var texts = XDocument.Load(Texts).Root.Elements("cmdlet").ToDictionary(t => (string)t.Attribute("name"));
            foreach (var name in cmdlets.Keys.Except(texts.Keys))
                Log.LogError($"{Texts} has no entry for {name}.");
            foreach (var name in texts.Keys.Except(cmdlets.Keys))
                Log.LogError($"{Texts} has an entry for {name}, which is no cmdlet.");
            if (Log.HasLoggedErrors)
                return false;
            new XElement(
                "helpItems",
                new XAttribute("schema", "maml"),
                texts.Values.Select(text => Entry(text, cmdlets[(string)text.Attribute("name")]))).Save(Output);
            return true;
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        }
    }

    private Assembly Resolve(object sender, ResolveEventArgs wanted)
    {
        var name = new AssemblyName(wanted.Name).Name + ".dll";
        var path = References.Select(r => r.ItemSpec).FirstOrDefault(r => Path.GetFileName(r) == name);
        return path == null ? null : Assembly.Load(File.ReadAllBytes(path));
    }

    private static XElement Entry(XElement text, CmdletParameters cmdlet)
    {
        var does = (string)text.Attribute("does");
        var words = cmdlet.Name.Split('-');
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Maml + "description", Paragraph(does)),
                new XElement(Command + "verb", words[0]),
                new XElement(Command + "noun", words[1])),
            new XElement(Maml + "description", new[] { does }.Concat(text.Elements("note").Select(n => n.Value)).Select(Paragraph)),
            new XElement(Command + "syntax", cmdlet.Sets.Select(set => Syntax(cmdlet.Name, cmdlet.In(set)))),
            new XElement(Command + "parameters", cmdlet.All.Select(p => Described(p))),
            new XElement(Command + "examples", text.Elements("example").Select((e, i) => Example(e, i + 1))));
    }

    private static XElement Syntax(string name, IEnumerable<CmdletParameter> parameters) =>
        new XElement(Command + "syntaxItem", new XElement(Maml + "name", name), parameters.Select(p => Parameter(p)));

    private static XElement Parameter(CmdletParameter p)
    {
        var element = new XElement(
            Command + "parameter",
            new XAttribute("required", p.Mandatory ? "true" : "false"),
            new XAttribute("variableLength", p.Type.EndsWith("[]") ? "true" : "false"),
            new XAttribute("globbing", "false"),
            new XAttribute("pipelineInput", p.Pipeline),
            new XAttribute("position", p.Position),
            new XAttribute("aliases", p.Aliases.Any() ? string.Join(", ", p.Aliases) : "none"),
            new XElement(Maml + "name", p.Name));
        if (p.Values.Any())
            element.Add(new XElement(Command + "parameterValueGroup", p.Values.Select(v => Value(v, "false"))));
        else if (p.Type != "SwitchParameter")
            element.Add(Value(p.Type, "true"));
        return element;
    }

    private static XElement Described(CmdletParameter p)
    {
        var element = Parameter(p);
        element.Elements(Command + "parameterValueGroup").Remove();
        if (p.Values.Any())
            element.Add(Value(p.Type, "true"));
        element.Element(Maml + "name").AddAfterSelf(new XElement(Maml + "description", p.Notes.Select(Paragraph)));
        element.Add(new XElement(Dev + "type", new XElement(Maml + "name", p.Type)));
        return element;
    }

    /// <summary>A pipeline goes on after a line end behind its bar, so that no line is cut at the screen's edge.</summary>
    private static XElement Example(XElement example, int number) => new XElement(
        Command + "example",
        new XElement(Maml + "title", $"---------- Example {number}: {(string)example.Attribute("says")} ----------"),
        new XElement(Dev + "code", example.Value.Replace(" | ", " |\n    ")),
        new XElement(Dev + "remarks", Paragraph("")));

    private static XElement Value(string text, string required) => new XElement(
        Command + "parameterValue", new XAttribute("required", required), new XAttribute("variableLength", "false"), text);

    private static XElement Paragraph(string text) => new XElement(Maml + "para", text);
}

/// <summary>A cmdlet's parameters, read from the attributes of its class without running any of it.</summary>
public sealed class CmdletParameters
{
    private const string EverySet = "__AllParameterSets";
    private readonly List<CmdletParameter> _parameters;

    private CmdletParameters(string name, string defaultSet, List<CmdletParameter> parameters)
    {
        Name = name;
        _parameters = parameters;
        var sets = parameters.Select(p => p.Set).Where(s => s != EverySet).Distinct().OrderBy(s => s != defaultSet).ToList();
        // The default set need not have a parameter of its own.
        if (sets.Count == 0 || defaultSet != null && !sets.Contains(defaultSet))
            sets.Insert(0, defaultSet ?? EverySet);
        Sets = sets;
    }

    public string Name { get; }

    /// <summary>The default one first.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>Each once, as in the first set that has it.</summary>
    public IEnumerable<CmdletParameter> All => Sets.SelectMany(In).GroupBy(p => p.Name).Select(same => same.First());

    /// <summary>In the order that PowerShell shows: by position, then what must be given, then the rest.</summary>
    public IEnumerable<CmdletParameter> In(string set) => _parameters
        .Where(p => p.Set == set || p.Set == EverySet)
        .OrderBy(p => p.Position == "named")
        .ThenBy(p => p.Position)
        .ThenBy(p => !p.Mandatory);

    public static CmdletParameters Of(Type type)
    {
        var cmdlet = type.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == "CmdletAttribute");
        if (cmdlet == null || type.IsAbstract)
            return null;
        var named = cmdlet.NamedArguments.ToDictionary(a => a.MemberName, a => a.TypedValue.Value);
        var parameters = type.GetProperties().SelectMany(CmdletParameter.Of).ToList();
        if (named.TryGetValue("SupportsShouldProcess", out var asks) && true.Equals(asks))
            parameters.AddRange(new[] { CmdletParameter.Switch("WhatIf", EverySet), CmdletParameter.Switch("Confirm", EverySet) });
        return new CmdletParameters(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            named.TryGetValue("DefaultParameterSetName", out var set) ? (string)set : null,
            parameters);
    }
}

/// <summary>One parameter in one of its sets.</summary>
public sealed class CmdletParameter
{
    public string Name { get; private set; }

    public string Set { get; private set; }

    public string Type { get; private set; }

    public bool Mandatory { get; private set; }

    /// <summary>A number, or "named".</summary>
    public string Position { get; private set; }

    public string Pipeline { get; private set; }

    public IReadOnlyList<string> Aliases { get; private set; }

    /// <summary>All that it takes; empty where it takes any of its type.</summary>
    public IReadOnlyList<string> Values { get; private set; }

    public IEnumerable<string> Notes => Values.Any() ? new[] { $"One of {string.Join(", ", Values)}." } : new string[0];

    public static CmdletParameter Switch(string name, string set) => new CmdletParameter
    {
        Name = name, Set = set, Type = "SwitchParameter", Position = "named", Pipeline = "False", Aliases = new string[0], Values = new string[0],
    };

    public static IEnumerable<CmdletParameter> Of(PropertyInfo property)
    {
        var attributes = property.GetCustomAttributesData();
        return attributes.Where(a => a.AttributeType.Name == "ParameterAttribute").Select(a => One(property, a, attributes));
    }

    private static CmdletParameter One(PropertyInfo property, CustomAttributeData attribute, IList<CustomAttributeData> all)
    {
        var named = attribute.NamedArguments.ToDictionary(a => a.MemberName, a => a.TypedValue.Value);
        bool Has(string name) => named.TryGetValue(name, out var value) && true.Equals(value);
        var ways = new[] { Has("ValueFromPipeline") ? "ByValue" : null, Has("ValueFromPipelineByPropertyName") ? "ByPropertyName" : null };
        var piped = string.Join(", ", ways.Where(way => way != null));
        return new CmdletParameter
        {
            Name = property.Name,
            Set = named.TryGetValue("ParameterSetName", out var set) ? (string)set : "__AllParameterSets",
            Type = NameOf(property.PropertyType),
            Mandatory = Has("Mandatory"),
            Position = named.TryGetValue("Position", out var position) ? position.ToString() : "named",
            Pipeline = piped.Length == 0 ? "False" : $"True ({piped})",
            Aliases = Words(all, "AliasAttribute"),
            Values = Words(all, "ValidateSetAttribute"),
        };
    }

    private static IReadOnlyList<string> Words(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.Where(a => a.AttributeType.Name == name)
            .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value)
            .Select(word => (string)word.Value)
            .ToList();

    /// <summary>As PowerShell shows types: Int32 for int?, the element for a list.</summary>
    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is Type inner ? inner.Name
        : type.IsGenericType ? type.GetGenericArguments()[0].Name + "[]"
        : type.Name;
}
