using AwesomeAssertions;
using Ilb.ControlPlane.Identity;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;

    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-folder-").FullName;

    [Fact]
    public void Folder_full_of_other_things_is_refused_and_left_as_it_was()
    {
        File.WriteAllText(Path.Combine(_folder, "letter.txt"), "dear");
        File.SetUnixFileMode(_folder, Everybody);
        FluentActions.Invoking(() => DataFolder.Open(_folder)).Should().Throw<DataFolderException>().WithMessage("*holds other things than ilb's*");
        File.GetUnixFileMode(_folder).Should().Be(Everybody);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("images.json")]
    public void Empty_folder_and_one_that_an_operator_prepared_are_closed_to_everybody_else(string? prepared)
    {
        if (prepared is not null)
            File.WriteAllText(Path.Combine(_folder, prepared), "{}");
        DataFolder.Open(_folder);
        File.GetUnixFileMode(_folder).Should().Be((UnixFileMode)0b111_000_000);
    }

    [Fact]
    public void Looking_for_an_installation_makes_nothing()
    {
        var nowhere = Path.Combine(_folder, "nowhere");
        DataFolder.Find(nowhere).Should().BeNull();
        Directory.Exists(nowhere).Should().BeFalse();
        DataFolder.Find(_folder).Should().BeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
