import { createClient } from 'graphql-sse';
import { everyClient } from './every-client.js';
import { url } from './graph.js';

const client = createClient({ url });

const follow = (query, variables, sink) =>
  client.subscribe(
    { query, variables },
    {
      next: ({ data, errors }) => (errors ? sink.error(errors) : sink.next(data)),
      error: sink.error,
      complete() {},
    },
  );

everyClient('graphql-sse', {
  run: (query, variables) =>
    new Promise((resolve, reject) => follow(query, variables, { next: resolve, error: reject })),
  follow,
});
