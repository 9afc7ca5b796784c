// All of schema/operations, a click away.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createElement as e } from 'react';

const files = import.meta.glob('../../../schema/operations/*.graphql', { query: '?raw', import: 'default', eager: true });

const examples = Object.entries(files).map(([path, text]) => ({
    name: path.match(/([^/]+)\.graphql$/)[1].replaceAll('-', ' '),
    about: text.match(/^# ?(.*)$/m)?.[1] ?? '',
    text,
}));

function Examples() {
    const { addTab } = useGraphiQLActions();
    const editor = useGraphiQL((state) => state.queryEditor);
    const open = (text) => {
        addTab();
        editor.setValue(text);
        editor.focus();
    };
    return e(
        'div',
        { className: 'examples' },
        e('div', { className: 'graphiql-doc-explorer-title' }, 'Examples'),
        e('p', null, 'An operation for everything that the API can do. Each opens in a tab of its own.'),
        examples.map(({ name, about, text }) =>
            e('button', { key: name, type: 'button', onClick: () => open(text) }, e('strong', null, name), about),
        ),
    );
}

const Icon = () =>
    e(
        'svg',
        { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, height: '1em' },
        e('path', { d: 'M4 5h16M4 10h10M4 15h16M4 20h10' }),
    );

export const examplesPlugin = { title: 'Examples', icon: Icon, content: Examples };
