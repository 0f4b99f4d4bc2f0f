using AwesomeAssertions;
using Ilb.Agent.Attached;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class ContainerProcessTests
{
    private const string Id = "3f2a9c0e5b7d1f8a6c4e2b0d9f7a5c3e1b8d6f4a2c0e9b7d5f3a1c8e6b4d2f0a";

    [Theory]
    [InlineData($"0::/system.slice/docker-{Id}.scope")]
    [InlineData($"12:memory:/docker/{Id}\n0::/docker/{Id}")]
    [InlineData($"0::/machine.slice/libpod-{Id}.scope/container")]
    [InlineData($"0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id}.scope")]
    [InlineData($"0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod12ab.slice/cri-containerd-{Id}.scope")]
    [InlineData($"0::/kubepods.slice/kubepods-pod12ab.slice:cri-containerd:{Id}")]
    [InlineData($"0::/kubepods/besteffort/pod12ab-34/{Id}")]
    [InlineData($"0::/kubepods.slice/crio-{Id}.scope")]
    [InlineData($"0::/default/{Id}")]
    public void A_control_group_tells_the_container_whatever_runtime_named_it(string groups) => ContainerProcess.IdIn(groups).Should().Be(Id);

    [Theory]
    [InlineData("0::/")]
    [InlineData("0::/system.slice/ssh.service")]
    [InlineData($"0::/machine.slice/libpod-conmon-{Id}.scope")]
    [InlineData($"0::/kubepods.slice/crio-conmon-{Id}.scope")]
    [InlineData($"0::/docker/{Id}ab")]
    public void Who_is_not_in_a_container_has_none(string groups) => ContainerProcess.IdIn(groups).Should().BeNull();

    [Theory]
    [InlineData("web")]
    [InlineData("3f2a9c0e5b7")]
    [InlineData("3f2a9c0e5b7g")]
    public void A_name_is_no_id_and_says_where_ids_are(string id) =>
        FluentActions.Invoking(() => ContainerProcess.Find(id)).Should().Throw<AttachmentException>().WithMessage("*is no id of a container*docker ps*");

    [Fact]
    public void A_container_that_does_not_run_is_waited_for() =>
        FluentActions.Invoking(() => ContainerProcess.Find(new string('0', 64))).Should().Throw<AttachmentException>().Which.IsAbsent.Should().BeTrue();
}
