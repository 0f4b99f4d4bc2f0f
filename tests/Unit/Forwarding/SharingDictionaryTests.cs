using AwesomeAssertions;
using CsCheck;
using Ilb.Forwarding;
using Xunit;

namespace Ilb.Unit.Forwarding;

public sealed class SharingDictionaryTests
{
    private static readonly SharingDictionary<int, string> Many =
        Enumerable.Range(0, 1_000).ToSharing(number => number, number => $"{number}");

    /// <summary>Of keys so few that they meet again, and enough that buckets double several times.</summary>
    private static readonly Gen<(int Key, int Value)[]> Writes = Gen.Select(Gen.Int[0, 600], Gen.Int[-2, 2]).Array[0, 900];

    [Fact]
    public void It_holds_what_an_ordinary_dictionary_would() => Writes.Sample(writes =>
    {
        var (sharing, model) = (new SharingDictionary<int, int>(), new Dictionary<int, int>());
        foreach (var (key, value) in writes)
        {
            sharing = value < 0 ? sharing.Remove(key) : sharing.SetItem(key, value);
            if (value < 0)
                model.Remove(key);
            else
                model[key] = value;
        }

        sharing.Should().BeEquivalentTo(model);
        sharing.Count.Should().Be(model.Count);
        writes.Should().OnlyContain(write => sharing.GetValueOrDefault(write.Key) == model.GetValueOrDefault(write.Key));
    }, iter: 100);

    [Fact]
    public void All_that_differs_from_an_earlier_one_is_not_shared_with_it() => Gen.Select(Writes, Writes).Sample((before, after) =>
    {
        var old = Written(new SharingDictionary<int, int>(), before);
        var copy = old.ToDictionary();
        var now = Written(old, after);

        old.Should().BeEquivalentTo(copy, "nothing changes one that is there");
        now.Except(old).Except(now.NotSharedWith(old)).Should().BeEmpty();
        old.Except(now).Except(old.NotSharedWith(now)).Should().BeEmpty();
    }, iter: 100);

    [Fact]
    public void What_a_change_does_not_touch_is_shared()
    {
        Many.SetItem(7, "seven").NotSharedWith(Many).Should().Contain(KeyValuePair.Create(7, "seven")).And.HaveCountLessThan(30);
        Many.Remove(7).NotSharedWith(Many).Should().HaveCountLessThan(30);
        Many.SetItem(7, "7").NotSharedWith(Many).Should().BeEmpty("it is what it was");
        Many.Become(Many.ToDictionary()).NotSharedWith(Many).Should().BeEmpty();
    }

    [Fact]
    public void It_becomes_others_and_shares_what_they_have_in_common()
    {
        var others = Enumerable.Range(1, 1_000).ToDictionary(number => number, number => $"{number}");

        Many.Become(others).Should().BeEquivalentTo(others);
        Many.Become(others).NotSharedWith(Many).Should().HaveCountLessThan(30);
    }

    [Fact]
    public void Key_that_is_there_is_not_added_again()
    {
        var adding = () => Many.Add(7, "7");

        adding.Should().Throw<ArgumentException>().WithMessage("There is an entry 7 already.*");
    }

    private static SharingDictionary<int, int> Written(SharingDictionary<int, int> dictionary, (int Key, int Value)[] writes) =>
        dictionary.RemoveRange(writes.Where(write => write.Value < 0).Select(write => write.Key))
            .SetItems(writes.Where(write => write.Value >= 0).Select(write => KeyValuePair.Create(write.Key, write.Value)));
}
