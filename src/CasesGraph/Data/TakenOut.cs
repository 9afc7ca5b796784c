using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>What a write owes that takes something out of the database for good.</summary>
internal static class TakenOut
{
    extension(CasesDb db)
    {
        /// <summary>
        /// Nobody keeps an answer meanwhile (<see cref="WriteGate.AnswerAsync"/>): one that was made before and kept after
        /// would still tell what is taken out. It may start over for that, so it comes before anything is written.
        /// </summary>
        public void KeepAnswersOff() => db.KeepOthersOff(nameof(IdempotentAnswer));

        /// <summary>Which answers tell of it is not known, so all are emptied. Their keys stay used.</summary>
        public Task<int> EmptyAnswersAsync(CancellationToken token)
        {
            byte[] empty = [];
            return db
                .IdempotentAnswers.Where(answer => answer.Outcome != null || answer.Answer != empty)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(answer => answer.Answer, empty)
                            .SetProperty(answer => answer.Outcome, answer => null),
                    token
                );
        }

        /// <summary>What the work deletes or shortens is overwritten in the file, where the database would leave it.</summary>
        public async Task OverwritingAsync(Func<Task> work, CancellationToken token)
        {
            if (db.Dialect.Overwrite(deleted: true) is { } on)
                await db.Database.ExecuteSqlRawAsync(on, token);
            await work();
            if (db.Dialect.Overwrite(deleted: false) is { } off)
                await db.Database.ExecuteSqlRawAsync(off, token);
        }
    }
}
