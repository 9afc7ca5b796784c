namespace CasesGraph.Operations;

/// <summary>The kinds of mistakes that a payload can tell: the members of its error union.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ErrorsAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types { get; } = types;
}

/// <summary>A reference that is written as its opaque id, not as the object.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AsIdAttribute : Attribute;

/// <summary>The entities that a reference of no certain type can lead to.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types { get; } = types;
}
