using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Which management certificates a subscription has.</summary>
internal static class CertificateRules
{
    /// <summary>Of a subscription: what the classic service allowed in 2015 (Add Management Certificate).</summary>
    public const int Most = 25;

    public static DesiredState Add(Change change, AddCertificate command)
    {
        const string path = "SubscriptionCertificate";
        if (change.Subscription.Certificate(command.Certificate.Sha256) is { Data: not null })
            change.Conflict(ProblemCode.CertificateExists, path, "The specified certificate already exists for this subscription.");
        else if (change.Subscription.Certificates.Length >= Most)
            change.Conflict(ProblemCode.CertificatesTooMany, path,
                $"A subscription has at most {Most} management certificates: remove one that nobody uses any more.");
        return change.HasProblems ? change.State : Keep(change, command.Certificate);
    }

    public static DesiredState Keep(Change change, ManagementCertificate certificate) => change.State.Put(change.Subscription.Put(certificate));

    public static DesiredState Remove(Change change, RemoveCertificate command)
    {
        var all = change.Subscription.Certificates;
        if (change.Subscription.Certificate(command.Thumbprint) is not { } certificate)
        {
            change.Missing(ProblemCode.CertificateUnknown, command.Thumbprint,
                $"The management certificate '{command.Thumbprint}' does not exist; the subscription has {Sentences.List(all.Select(one => one.Thumbprint ?? one.Sha256))}.");
            return change.State;
        }

        if (all.Length == 1)
            change.Conflict(ProblemCode.CertificateIsLast, command.Thumbprint,
                "The last management certificate of a subscription can't be removed: nobody could open it any more. Add another one first.");
        return change.State.Put(change.Subscription with { Certificates = all.Remove(certificate) });
    }
}
