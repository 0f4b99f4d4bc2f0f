using AwesomeAssertions;
using Ilb.Manual;
using Xunit;

namespace Ilb.Unit.Program;

/// <summary>docs/reference is what the program says of itself.</summary>
public sealed class ReferenceTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "docs", "reference");

    public static TheoryData<string, string> Pages => new(Reference.Pages(Commands.Whole.Create(), Checkout.Module).Select(page => (page.File, page.Text)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_the_reference_is_as_the_program_writes_it(string file, string text) =>
        File.ReadAllText(Path.Combine(Folder, file)).Should().Be(text, "'ilb reference docs/reference' writes it");
}
