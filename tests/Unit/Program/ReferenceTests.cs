using AwesomeAssertions;
using Ilb.Commands;
using Ilb.Manual;
using Xunit;

namespace Ilb.Unit.Program;

/// <summary>docs/reference is what the program says of itself.</summary>
public sealed class ReferenceTests
{
    private static readonly IReadOnlyList<(string File, string Text)> s_pages = [.. Reference.Pages(CommandLine.Create(), Path.Combine(AppContext.BaseDirectory, "module"))];

    public static TheoryData<string> Pages => [.. s_pages.Select(page => page.File)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_the_reference_is_as_the_program_writes_it(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", file))
            .Should().Be(s_pages.Single(page => page.File == file).Text, "'ilb reference docs/reference' writes it");
}
