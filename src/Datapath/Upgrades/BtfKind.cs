namespace Ilb.Datapath.Upgrades;

/// <summary>BTF_KIND_… of linux/btf.h, those that maps here are made of.</summary>
internal enum BtfKind
{
    Integer = 1,
    Array = 3,
    Struct = 4,
    Union = 5,
    Enum = 6,
    Typedef = 8,
    Volatile = 9,
    Const = 10,
    LongEnum = 19,
}
