import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import cases from './tabs/cases.graphql?raw';
import follow from './tabs/follow.graphql?raw';
import write from './tabs/write.graphql?raw';

// This page is /graphql/ide/, under whatever path a proxy has put in front of it.
const endpoint = new URL('../../graphql', window.location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol.replace('http', 'ws');

const ide = createElement(
    GraphiQL,
    {
        fetcher: createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href }),
        plugins: [HISTORY_PLUGIN, explorerPlugin()],
        defaultTabs: [cases, follow, write].map((query) => ({ query })),
        schemaDescription: true,
    },
    createElement(GraphiQL.Logo, null, 'CasesGraph'),
);
createRoot(document.getElementById('ide')).render(ide);
