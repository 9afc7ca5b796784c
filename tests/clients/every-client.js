// What every client must be able to do here, whatever its way to say it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { attachFiles, caseChanges, createCase, newCase, position, rename, renameCase } from './graph.js';

/**
 * @param name the client, for the tests' names
 * @param run (document, variables) => promise of data: queries and mutations
 * @param follow (document, variables, sink of data) => function that ends it
 */
export function everyClient(name, { run, follow }) {
    const events = (variables) => {
        let leave;
        return new ReadableStream({
            start: (queue) => {
                leave = follow(caseChanges, variables, {
                    next: (data) => queue.enqueue(data.onCaseChanged),
                    error: (error) => queue.error(error),
                });
            },
            cancel: () => leave(),
        }).values();
    };
    const next = async (stream) => (await stream.next()).value;

    test(`${name} runs a query with variables`, async () => {
        const wanted = await newCase(`${name} reads this`);

        const { caseById } = await run('query One($id: ID!) { caseById(id: $id) { id number subject } }', {
            id: wanted.id,
        });

        assert.deepEqual([caseById.id, caseById.number, caseById.subject], [wanted.id, wanted.number, wanted.subject]);
    });

    test(`${name} runs a mutation, and mistakes come as data`, async () => {
        const created = await run(createCase, { input: { subject: `${name} creates this` } });
        const refused = await run(renameCase, { id: created.createCase.case.id, subject: '' });

        assert.equal(created.createCase.errors, null);
        assert.equal(refused.updateCase.errors[0].__typename, 'ValidationError');
    });

    test(`${name} receives what a mutation causes, and goes on behind a cursor`, async () => {
        const { id, number } = await newCase(`${name} follows this`);
        const after = await position();
        const live = events({ number, after });
        await rename(id, 'first');
        const first = await next(live);
        await rename(id, 'second');
        const second = await next(live);
        await live.return();
        await rename(id, 'while away');

        const resumed = events({ number, after: first.cursor });
        const again = await next(resumed);
        const missed = await next(resumed);
        await resumed.return();

        const texts = [first, second, again, missed].map((event) => event.fields[0].after);
        assert.deepEqual(texts, ['first', 'second', 'second', 'while away']);
        assert.equal(again.cursor, second.cursor);
        assert.equal(first.caseNumber, number);
    });
}

/** For clients that send files by themselves. */
export function sendsFiles(name, run) {
    test(`${name} sends files`, async () => {
        const { id } = await newCase(`${name} attaches to this`);

        const { attachToCase } = await run(attachFiles, { id, files: [new File(['a;b'], 'é.csv'), new File([], 'b')] });

        assert.equal(attachToCase.errors, null);
        assert.deepEqual(
            attachToCase.attachments.map(({ fileName, contentType, size }) => [fileName, contentType, size]),
            [
                ['é.csv', 'text/csv', 3],
                ['b', 'text/plain', 0],
            ],
        );
    });
}
