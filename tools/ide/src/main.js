import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { useGraphiQL } from '@graphiql/react';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { examplesPlugin } from './examples.js';
import { keepStream, withEventLists } from './streams.js';
import cases from './tabs/cases.graphql?raw';
import follow from './tabs/follow.graphql?raw';
import write from './tabs/write.graphql?raw';

// This page is /graphql/ide/, under whatever path a proxy has put in front of it.
const endpoint = new URL('../../graphql', window.location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol.replace('http', 'ws');

let front;
// The one place inside GraphiQL where a component can look at its state.
function Name() {
    front = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex].id);
    return 'CasesGraph';
}

const ide = createElement(
    GraphiQL,
    {
        fetcher: withEventLists(createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href })),
        plugins: [examplesPlugin, HISTORY_PLUGIN, explorerPlugin()],
        onTabChange: (state) => keepStream(state, front),
        defaultTabs: [cases, follow, write].map((query) => ({ query })),
        schemaDescription: true,
    },
    createElement(GraphiQL.Logo, null, createElement(Name)),
);
createRoot(document.getElementById('ide')).render(ide);
