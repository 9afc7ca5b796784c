using CasesGraph.Keys;
using CsCheck;

namespace CasesGraph.Tests.Keys;

public sealed class KeyTextTests
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-. \u00e4";

    [Fact]
    public void A_key_reads_back_as_it_was_made()
    {
        for (var time = 0; time < 1_000; time++)
        {
            var made = KeyText.New();
            var read = KeyText.Parse(made.Reveal())!;
            Assert.Equal((made.Id, made.Reveal()), (read.Id, read.Reveal()));
            Assert.Equal(made.SecretHash, read.SecretHash);
            Assert.Matches("^cgk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$", made.Reveal());
            Assert.Equal(made.Id, $"{made}");
        }
    }

    [Fact]
    public void A_key_with_any_one_character_changed_is_none() =>
        Gen.Select(Gen.Int[0, 54], Gen.Int[0, Letters.Length - 1])
            .Sample(change =>
            {
                var key = KeyText.New().Reveal();
                var (place, letter) = (change.Item1, Letters[change.Item2]);
                var changed = $"{key[..place]}{letter}{key[(place + 1)..]}";
                return string.Equals(changed, key, StringComparison.Ordinal) == KeyText.Parse(changed) is not null;
            });

    [Fact]
    public void What_is_shorter_or_longer_than_a_key_is_none()
    {
        var key = KeyText.New().Reveal();
        for (var length = 0; length < key.Length; length++)
            Assert.Null(KeyText.Parse(key[..length]));
        Assert.Null(KeyText.Parse(key + "0"));
        Assert.Null(KeyText.Parse(" " + key));
    }

    [Fact]
    public void A_rotated_key_has_its_id_and_another_secret()
    {
        var key = KeyText.New();
        var other = KeyText.WithSecret(key.Id);
        Assert.Equal(key.Id, other.Id);
        Assert.NotEqual(key.SecretHash, other.SecretHash);
        Assert.NotNull(KeyText.Parse(other.Reveal()));
    }
}
