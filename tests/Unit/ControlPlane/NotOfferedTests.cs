using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>What the classic service had and this one does not is told, and is never taken for something else.</summary>
public sealed class NotOfferedTests
{
    public static TheoryData<string, string, string> Operations => new()
    {
        { "POST", "MyWebsite1/deployments/MyWebsite1/roleinstances/?comp=delete", "the removal of single instances*" },
        { "POST", "MyWebsite1/deploymentslots/Production/roleinstances/?comp=delete", "the removal of single instances*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1/package?containerUri=http://x&overwriteExisting=true", "copies of packages*" },
        { "POST", "MyWebsite1/deploymentslots/Production/package?containerUri=http://x&overwriteExisting=true", "copies of packages*" },
        { "GET", "MyWebsite1/deployments/MyWebsite1/events?starttime=2014-05-20&endtime=2014-05-21", "events of deployments; GET operations*" },
        { "GET", "MyWebsite1/deploymentslots/Production/events?starttime=2014-05-20&endtime=2014-05-21", "events of deployments*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1/roleinstances/web1?comp=rebuild&resources=allLocalDrives", "the rebuilding of instances; comp=reboot*" },
        { "POST", "MyWebsite1/deploymentslots/Production/roleinstances/web1?comp=rebuild&resources=allLocalDrives", "the rebuilding of instances*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1/roleinstances/web1?comp=reimage", "the reimaging of instances; comp=reboot*" },
        { "POST", "MyWebsite1/deploymentslots/Production/roleinstances/web1?comp=reimage", "the reimaging of instances*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1?comp=walkupgradedomain", "upgrades that are walked by hand*" },
        { "POST", "MyWebsite1/deploymentslots/Production/?comp=walkupgradedomain", "upgrades that are walked by hand*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1?comp=rollback", "the rollback of upgrades*" },
        { "POST", "MyWebsite1/deploymentslots/Production/?comp=rollback", "the rollback of upgrades*" },
        { "POST", "MyWebsite1", "the swap of deployments*" },
        { "POST", "extensions", "the swap of deployments*" },
        { "POST", "MyWebsite1/certificates", "certificates of cloud services*" },
        { "GET", "MyWebsite1/certificates/sha1-00", "certificates of cloud services*" },
        { "DELETE", "MyWebsite1/certificates/sha1-00", "certificates of cloud services*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1/another", "further public addresses*" },
        { "DELETE", "MyWebsite1/deployments/MyWebsite1/virtualIPs/another", "further public addresses*" },
        { "POST", "MyWebsite1/deployments/MyWebsite1/dnsservers", "DNS servers*" },
        { "POST", "../images", "changes of images*" },
        { "PUT", "../images/ilb-responder", "changes of images*" },
        { "DELETE", "../images/ilb-responder", "changes of images*" },
        { "DELETE", "../images/ilb-responder?comp=media", "changes of images*" },
        { "GET", "../images/ilb-responder/details", "copies of images elsewhere; GET services/images/{image}*" },
        { "PUT", "../images/ilb-responder/replicate", "copies of images elsewhere*" },
        { "PUT", "../images/ilb-responder/unreplicate", "copies of images elsewhere*" },
        { "PUT", "../images/ilb-responder/shareasync?permission=public", "the sharing of images*" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_the_classic_service_had_beyond_says_that_ilb_does_not_offer_it(string method, string path, string thing)
    {
        var service = await Balanced.GetAsync();
        var answer = await service.SendAsync(new HttpMethod(method), $"services/hostedservices/{path}", "<Anything/>");
        answer.Outcome.Should().Be("404 ResourceNotFound", answer.Body);
        answer.Message.Should().Match($"ilb does not offer {thing}.");
    }

    [Theory]
    [InlineData("CaptureRoleOperation", "<PostCaptureAction>Delete</PostCaptureAction><TargetImageName>i</TargetImageName>", "images that are made of machines*")]
    [InlineData("CaptureRoleAsVMImageOperation", "<OSState>Generalized</OSState><VMImageName>i</VMImageName>", "images that are made of machines*")]
    [InlineData("PerformMaintenanceOnRoleOperation", "", "maintenance of machines*")]
    [InlineData("RedeployRoleOperation", "", "the move of a machine*")]
    public async Task What_machines_could_be_asked_for_says_so_too(string operation, string rest, string thing)
    {
        var service = await Balanced.GetAsync();
        var body = $"<{operation} xmlns=\"http://schemas.microsoft.com/windowsazure\"><OperationType>{operation}</OperationType>{rest}</{operation}>";
        var answer = await service.SendAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roleinstances/web1/operations", body);
        answer.Outcome.Should().Be("404 ResourceNotFound", answer.Body);
        answer.Message.Should().Match($"ilb does not offer {thing}.");
    }

    [Theory]
    [InlineData("DELETE", TestService.MyWebsite, "comp=media or none")]
    [InlineData("DELETE", TestService.MyDeployment, "comp=media or none")]
    [InlineData("DELETE", TestService.MyDeployment + "/roles/web1", "comp=media or none")]
    [InlineData("DELETE", TestService.MyWebsite + "/deploymentslots/Production", "comp=media or none")]
    [InlineData("POST", TestService.MyWebsite + "/deploymentslots/Staging", "comp=config or comp=upgrade or comp=status or none")]
    [InlineData("PUT", TestService.MyDeployment + "/roles/web1", "none")]
    public async Task An_operation_that_nobody_knows_is_no_other_one(string method, string path, string known)
    {
        var service = await Balanced.GetAsync();
        var answer = await service.SendAsync(new HttpMethod(method), path + "?comp=anything", "<Anything/>");
        answer.Outcome.Should().Be("400 MissingOrInvalidRequiredQueryParameter");
        answer.Message.Should().EndWith($"has no known value: send {known}.");
    }
}
