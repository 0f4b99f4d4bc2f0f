namespace Ilb.Model.Feed;

/// <summary>Takes observations; must not block. The control plane implements it in the process of `ilb serve`.</summary>
public interface IObserver
{
    void Observe(Observation observation);
}
