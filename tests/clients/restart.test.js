import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import test, { after, before } from 'node:test';
import './browser.js';
import { newCase, rename, send } from './graph.js';
import { startServer } from './server.js';
import { writeSnippets } from './snippets.js';

const query = `subscription ($after: String) {
  onCaseChanged(after: $after, where: { action: { eq: UPDATE } }) { cursor fields { after } }
}`;
let server;
let folder;

before(async () => {
    server = await startServer({ demoCases: 5 });
    folder = await writeSnippets('restart', server.address);
});

after(() => server.stop());

/** Writes nine changes, the server going down by each signal between them, and returns all that was heard of them. */
async function hearThroughRestarts(listen) {
    const endpoint = `${server.address}/graphql`;
    const { id } = await newCase('followed', endpoint);
    const { changeCursor } = await send('{ changeCursor }', {}, endpoint);
    const heard = [];
    const events = new EventEmitter();
    const leave = listen(changeCursor, ({ data, errors }) => {
        if (errors) return events.emit('error', new Error(JSON.stringify(errors)));
        heard.push(data.onCaseChanged.fields[0].after);
        return events.emit(heard.at(-1));
    });
    const hears = (text) => heard.includes(text) || once(events, text);

    for (const [part, signal] of ['SIGTERM', 'SIGKILL', null].entries()) {
        await rename(id, `${part} live`, endpoint);
        await hears(`${part} live`);
        await rename(id, `${part} unheard?`, endpoint);
        if (signal) await server.restart(signal);
        await rename(id, `${part} restarted`, endpoint);
    }
    await hears('2 restarted');
    leave();
    return heard;
}

const expected = [0, 1, 2].flatMap((part) => [`${part} live`, `${part} unheard?`, `${part} restarted`]);

test(
    'A subscription of follow.js neither loses nor repeats an event when the server stops or is killed',
    { timeout: 120_000 },
    async () => {
        const { follow } = await import(new URL('follow.js', folder));

        const heard = await hearThroughRestarts((after, handle) =>
            follow(
                { query, variables: { after } },
                { next: handle, error: (errors) => handle({ errors }), complete() {} },
            ),
        );

        assert.deepEqual(heard, expected);
    },
);

test(
    'An EventSource neither loses nor repeats an event when the server stops or is killed',
    { timeout: 120_000 },
    async () => {
        const { listen } = await import(new URL('listen.js', folder));

        const heard = await hearThroughRestarts((after, handle) => {
            const source = listen(query, { after }, handle);
            return () => source.close();
        });

        assert.deepEqual(heard, expected);
    },
);
