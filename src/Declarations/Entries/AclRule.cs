using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A rule on the client's address; the lowest order that matches decides.</summary>
public sealed class AclRule
{
    public int? Order { get; set; }

    public string? Action { get; set; }

    public string? RemoteSubnet { get; set; }

    public string? Description { get; set; }

    internal static readonly Form<AclRule> Form = new Form<AclRule>("A rule on the client's address; the lowest order that matches decides, and one permit makes deny the default")
        .Value(d => d.Order, Words.Number(0, 65535), "Its place among the rules", required: true)
        .Value(d => d.Action, Words.OneOf("permit", "deny"), "permit or deny", required: true)
        .Value(d => d.RemoteSubnet, Words.Name, "The clients it is about, such as 10.0.1.0/24", required: true)
        .Value(d => d.Description, Words.Text, "What it is for");

    public override string ToString() => FormattableString.Invariant($"{Order} {Action} {RemoteSubnet}{(Description is null ? "" : $" '{Description}'")}");
}
