using System.ComponentModel;

namespace CasesGraph.Operations;

/// <summary>What an operation came to: a payload, or the caller's mistakes.</summary>
public sealed class Outcome<T>
    where T : class
{
    private Outcome(T? value, IReadOnlyList<UserError> errors) => (Value, Errors) = (value, errors);

    public T? Value { get; }
    public IReadOnlyList<UserError> Errors { get; }

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(UserError[] errors) => new(value: null, errors);

    public static implicit operator Outcome<T>(UserError error) => new(value: null, [error]);
}

/// <summary>A mistake of the caller: data in the payload, one type per kind of mistake.</summary>
public abstract record UserError([property: Description("What is wrong, for people.")] string Message);
