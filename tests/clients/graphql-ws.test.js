import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { everyClient } from './every-client.js';
import { url } from './graph.js';

const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket });

const follow = (query, variables, sink) =>
  client.subscribe(
    { query, variables },
    {
      next: ({ data, errors }) => (errors ? sink.error(errors) : sink.next(data)),
      error: sink.error,
      complete() {},
    },
  );

everyClient('graphql-ws', {
  run: (query, variables) =>
    new Promise((resolve, reject) => follow(query, variables, { next: resolve, error: reject })),
  follow,
});
