namespace Ilb.Model.Desired;

/// <summary>What a rule does with a remote address that it matches.</summary>
public enum AclAction
{
    Permit,
    Deny,
}
