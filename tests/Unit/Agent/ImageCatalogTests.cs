using AwesomeAssertions;
using Ilb.Model.Images;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class ImageCatalogTests
{
    [Fact]
    public void Without_a_file_there_are_the_built_in_images()
    {
        var catalog = ImageCatalog.Parse(null, out var problems);

        problems.Should().BeEmpty();
        catalog.Images.Should().Equal(MachineImage.Responder, MachineImage.Attached);
        catalog.Find("ILB-Responder").Should().Be(MachineImage.Responder);
        catalog.Find("nginx").Should().BeNull();
    }

    [Fact]
    public void Only_name_and_command_are_required()
    {
        var catalog = ImageCatalog.Parse("""{"images": [{"name": "nginx", "command": "nginx"}]}""", out var problems);

        problems.Should().BeEmpty();
        var image = catalog.Find("nginx")!;
        image.Command.Should().Be("nginx");
        image.Arguments.Should().BeEmpty();
        image.User.Should().Be("root");
        image.RootDirectory.Should().Be("/");
    }

    [Fact]
    public void Every_property_is_taken_over()
    {
        var image = ImageCatalog.Parse(
            """
            {"images": [{"name": "n", "command": "/bin/n", "arguments": ["-g", "x"], "environment": {"A": "b"},
              "user": "www-data", "rootDirectory": "/srv/n"}]}
            """, out _).Find("n")!;

        image.Arguments.Should().Equal("-g", "x");
        image.Environment.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("A", "b"));
        image.User.Should().Be("www-data");
        image.RootDirectory.Should().Be("/srv/n");
    }

    [Theory]
    [InlineData("{", "NotJson", "line 1, column 2")]
    [InlineData("[]", "ImagesMissing", "$")]
    [InlineData("""{"images": {}}""", "ImagesMissing", "$")]
    [InlineData("""{"images": ["nginx"]}""", "NotAnObject", "$.images[0]")]
    [InlineData("""{"images": [{"command": "c"}]}""", "NameMissing", "$.images[0].name")]
    [InlineData("""{"images": [{"name": "n"}]}""", "CommandMissing", "$.images[0].command")]
    [InlineData("""{"images": [{"name": "n", "command": 1}]}""", "CommandNotText", "$.images[0].command")]
    [InlineData("""{"images": [{"name": "n", "command": "c", "arguments": "a"}]}""", "ArgumentsNotTexts", "$.images[0].arguments")]
    [InlineData("""{"images": [{"name": "n", "command": "c", "environment": []}]}""", "EnvironmentNotVariables", "$.images[0].environment")]
    [InlineData("""{"images": [{"name": "n", "command": "c", "rootDirectory": "srv"}]}""", "RootDirectoryNotAbsolute", "$.images[0].rootDirectory")]
    [InlineData("""{"images": [{"name": "n", "command": "c", "comand": "x"}]}""", "PropertyUnknown", "$.images[0].comand")]
    [InlineData("""{"images": [{"name": "n", "command": "c"}, {"name": "N", "command": "c"}]}""", "NameInUse", "$.images[1].name")]
    [InlineData("""{"images": [{"name": "ilb-responder", "command": "c"}]}""", "NameInUse", "$.images[0].name")]
    [InlineData("""{"images": [{"name": "Attached", "command": "c"}]}""", "NameInUse", "$.images[0].name")]
    public void Mistake_has_a_code_and_a_path(string json, string code, string path)
    {
        var catalog = ImageCatalog.Parse(json, out var problems);

        problems.Should().ContainSingle().Which.Should().Match<ImageProblem>(problem => problem.Code == code && problem.Path == path);
        catalog.Should().BeSameAs(ImageCatalog.BuiltIn);
    }

    [Fact]
    public void All_mistakes_come_together()
    {
        ImageCatalog.Parse("""{"images": [{"nam": "n", "user": 1}, {"name": "n"}]}""", out var problems);

        problems.Select(problem => problem.Code).Should().Equal("PropertyUnknown", "NameMissing", "CommandMissing", "UserNotText", "CommandMissing");
    }
}
