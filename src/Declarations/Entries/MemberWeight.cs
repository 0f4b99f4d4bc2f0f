using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A member that gets another share of new connections than one that weighs 1.</summary>
public sealed class MemberWeight
{
    public string? Member { get; set; }

    public int? Weight { get; set; }

    internal static readonly Form<MemberWeight> Form = new Form<MemberWeight>("The share of new connections that a member gets, relative to the others")
        .Value(d => d.Member, Words.Name, "One of members, written as there", required: true)
        .Value(d => d.Weight, Words.Number(0, 256), "0: none. A member that is not in this list weighs 1", required: true);

    public override string ToString() => FormattableString.Invariant($"{Member} {Weight}");
}
