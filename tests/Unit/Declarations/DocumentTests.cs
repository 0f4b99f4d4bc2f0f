using System.Text.Json.Nodes;
using AwesomeAssertions;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Text;
using Json.Schema;
using Xunit;

namespace Ilb.Unit.Declarations;

/// <summary>Documents: what is read and written, what is wrong with them, and that editors are told the same.</summary>
public sealed class DocumentTests
{
    private static readonly JsonSchema SchemaOfEditors = JsonSchema.FromText(Writing.ToText(Schema.Make()));

    [Fact]
    public void A_document_with_every_key_is_the_same_in_YAML_and_in_JSON()
    {
        var declaration = Document.Read(Texts.Whole);
        Keys(Declaration.Form.Write(declaration)).Should().BeEquivalentTo(KnownKeys(Schema.Make()), "no key is forgotten here");
        Writing.ToJson(Document.Read(Writing.ToYaml(declaration))).Should().Be(Writing.ToJson(declaration));
        Writing.ToYaml(Document.Read(Writing.ToJson(declaration))).Should().Be(Writing.ToYaml(declaration));
        declaration.CloudServices![0].Label.Should().Be("1", "quotes make a text of it");
    }

    [Fact]
    public void What_has_its_usual_value_is_not_written() => Writing.ToYaml(Document.Read(
        """
        cloudServices:
          - {name: web, location: West US, deployments: [{slot: Production, machines: [{name: web1, imageName: nginx, instanceSize: Small}]}]}
        """)).Should().Be(
        """
        cloudServices:
          - name: web
            location: West US
            deployments:
              - machines:
                  - name: web1
                    imageName: nginx

        """);

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_each_with_its_line()
    {
        var read = () => Document.Read(
            """
            cloudServices:
              - name: web
                deployment: []
                deployments:
                  - slot: production
                    machines:
                      - {name: web1, imagename: nginx}
                      - {name: 7, imageName: nginx, instanceSize: }
                      - {name: WEB1, imageName: nginx}
                    loadBalancedSets:
                      - name: set
                        members: []
                        protocol: icmp
                        publicPort: 70000
                        localPort: "80"
                        acl: {order: 1}
            virtualNetwork: 1
            """);
        read.Should().Throw<DocumentException>().Which.Problems.Select(problem => problem.ToString()).Should().Equal(
            "line 17, column 1: /virtualNetwork: virtualNetwork is not known here. Did you mean virtualNetworks?",
            "line 3, column 5: /cloudServices[1]/deployment: deployment is not known here. Did you mean deployments?",
            "line 5, column 15: /cloudServices[1]/deployments[1]/slot: 'production' is not one of Production, Staging.",
            "line 7, column 26: /cloudServices[1]/deployments[1]/machines[1]/imagename: imagename is not known here. Did you mean imageName?",
            "line 7, column 13: /cloudServices[1]/deployments[1]/machines[1]: imageName is missing: What it runs, such as ilb-responder; it stays.",
            "line 8, column 20: /cloudServices[1]/deployments[1]/machines[2]/name: '7' is not a text. In quotes it is one: \"7\".",
            "line 8, column 55: /cloudServices[1]/deployments[1]/machines[2]/instanceSize: a text is expected here: it is empty. Leave the key out to say nothing.",
            "line 9, column 13: /cloudServices[1]/deployments[1]/machines[3]: The machine 'WEB1' is in this list already.",
            "line 12, column 22: /cloudServices[1]/deployments[1]/loadBalancedSets[1]/members: members is empty: The machines that are members: web1, or web1/myep where the endpoint there has another name than endpointName.",
            "line 13, column 23: /cloudServices[1]/deployments[1]/loadBalancedSets[1]/protocol: 'icmp' is not one of tcp, udp.",
            "line 14, column 25: /cloudServices[1]/deployments[1]/loadBalancedSets[1]/publicPort: '70000' is not a whole number from 1 to 65535.",
            "line 15, column 24: /cloudServices[1]/deployments[1]/loadBalancedSets[1]/localPort: '80' is not a whole number from 1 to 65535.",
            "line 16, column 18: /cloudServices[1]/deployments[1]/loadBalancedSets[1]/acl: a list is expected here: [ … ], or lines that begin with '-'.");
    }

    [Theory]
    [InlineData("", "There is nothing in it.")]
    [InlineData("a: b\n---\nc: d", "There are several documents in it: one is expected.")]
    [InlineData("[]", "keys and values are expected here, such as partial, dnsServers, localNetworkSites.")]
    [InlineData("cloudServices: [", "This is neither YAML nor JSON*")]
    [InlineData("partial: true\npartial: true", "This is neither YAML nor JSON: Duplicate key*")]
    public void What_is_no_document_is_said_in_one_sentence(string text, string sentence)
    {
        var read = () => Document.Read(text);
        read.Should().Throw<DocumentException>().Which.Problems.Should().ContainSingle().Which.Message.Should().Match(sentence);
    }

    [Theory]
    [InlineData("{\"$schema\": \"ilb.schema.json\",\n\t\"cloudServices\": [\n\t\t{\"name\": \"w\\u0065b\\/1\"}]}")]
    [InlineData("{cloudServices: [{name: web/1}]}")]
    public void JSON_is_read_with_its_tabs_and_escapes(string text) => Document.Read(text).CloudServices!.Single().Name.Should().Be("web/1");

    [Fact]
    public void An_editor_accepts_what_is_read() => Evaluate(Declaration.Form.Write(Document.Read(Texts.Whole))).Should().BeTrue();

    /// <summary>One value in the document with every key is made another: reader and schema take it, or neither does.</summary>
    [Fact]
    public void An_editor_and_the_reader_agree_on_every_value_of_another_kind()
    {
        var verdicts = new HashSet<bool>();
        foreach (var path in Paths(Whole(), []).ToList())
            foreach (var other in (string[])["\"\"", "\"text\"", "\"80\"", "80", "-1", "1000000", "1.5", "true", "null", "[]", "{}", "[\"text\"]", "[{}]"])
            {
                var document = Whole();
                Replace(document, path, JsonNode.Parse(other));
                var text = Writing.ToText(document);
                verdicts.Add(IsRead(text).Should().Be(Evaluate(document), $"{string.Join('/', path)} is {other}").And.Subject!.Value);
            }

        verdicts.Should().HaveCount(2);
    }

    [Fact]
    public void An_editor_and_the_reader_agree_on_every_key_that_is_missing_or_not_known()
    {
        foreach (var path in Paths(Whole(), []).Where(path => path[^1] is string).ToList())
        {
            var without = Whole();
            Replace(without, path, null, remove: true);
            IsRead(Writing.ToText(without)).Should().Be(Evaluate(without), $"without {string.Join('/', path)}");
            var beside = Whole();
            Replace(beside, [.. path[..^1], "other"], 1);
            (IsRead(Writing.ToText(beside)), Evaluate(beside)).Should().Be((false, false));
        }
    }

    private static JsonObject Whole() => Declaration.Form.Write(Document.Read(Texts.Whole));

    private static bool Evaluate(JsonNode document) =>
        SchemaOfEditors.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(document)).IsValid;

    private static bool IsRead(string text)
    {
        try
        {
            Document.Read(text);
            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => node switch
    {
        JsonObject entry => entry.SelectMany(pair => Paths(pair.Value, [.. path, pair.Key]).Prepend([.. path, pair.Key])),
        JsonArray list => list.SelectMany((item, index) => Paths(item, [.. path, index]).Prepend([.. path, index])),
        _ => [],
    };

    private static void Replace(JsonNode document, object[] path, JsonNode? value, bool remove = false)
    {
        var parent = path[..^1].Aggregate(document, (node, step) => step is string key ? node[key]! : node[(int)step]!);
        if (remove)
            parent.AsObject().Remove((string)path[^1]);
        else if (path[^1] is string key)
            parent[key] = value;
        else
            parent[(int)path[^1]] = value;
    }

    private static HashSet<string> Keys(JsonNode? node) => node switch
    {
        JsonObject entry => [.. entry.Select(pair => pair.Key), .. entry.SelectMany(pair => Keys(pair.Value))],
        JsonArray list => [.. list.SelectMany(Keys)],
        _ => [],
    };

    private static IEnumerable<string> KnownKeys(JsonNode schema)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        return properties.Select(property => property.Key).Where(key => key != "$schema")
            .Concat(properties.SelectMany(property => KnownKeys(property.Value!["items"] ?? property.Value))).Distinct();
    }
}
