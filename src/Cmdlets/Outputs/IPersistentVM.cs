namespace Ilb.Cmdlets;

/// <summary>A machine, or something that holds one.</summary>
public interface IPersistentVM
{
    PersistentVM GetInstance();
}
