import * as overEvents from 'graphql-sse';
import * as overSocket from 'graphql-ws';
import WebSocket from 'ws';
import { everyClient } from './every-client.js';
import { url } from './graph.js';

/** The two libraries have the same face: every operation is a subscription to its results. */
function test(name, client) {
    const follow = (query, variables, sink) =>
        client.subscribe(
            { query, variables },
            {
                next: ({ data, errors }) => (errors ? sink.error(errors) : sink.next(data)),
                error: sink.error,
                complete() {},
            },
        );
    const run = (query, variables) =>
        new Promise((resolve, reject) => follow(query, variables, { next: resolve, error: reject }));
    everyClient(name, { run, follow });
}

test('graphql-ws', overSocket.createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket }));
test('graphql-sse', overEvents.createClient({ url }));
