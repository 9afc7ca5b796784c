import assert from 'node:assert/strict';
import { inChromium, shown, visit } from './chromium.js';
import { renamedUntil } from './live.js';

inChromium('/graphql in a browser is GraphiQL, which introspects, queries and subscribes', () =>
    visit('/graphql', 'graphiql', async (page, look) => {
        assert.equal(new URL(page.url()).pathname, '/graphql/ide/');
        const run = page.getByRole('button', { name: 'Execute query' });
        const answer = page.locator('.graphiql-response');

        await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
        await page.getByText('subscription: Subscription').waitFor();
        await look('docs');

        await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
        await page.locator('.graphiql-explorer-root').getByText('caseById').first().waitFor();
        await look('explorer');

        await run.click();
        await shown(answer, '"totalCount":');
        await look('query');

        // GraphiQL reads the name of the operation 100 ms after the tab's text, and sends the other tab's until then;
        // in the same step it keeps the text for the next visit.
        await page.getByRole('tab', { name: 'FollowCases' }).click();
        await page.waitForFunction(() => localStorage.getItem('graphiql:query')?.includes('FollowCases'));
        await run.click();
        await shown(answer, 'waiting for changes since');
        await renamedUntil((text) => shown(answer, text));
        await renamedUntil((text) => shown(answer, text));
        assert.ok((await answer.locator('.view-line').filter({ hasText: '"at":' }).count()) >= 2);
        await look('subscription');

        await page.getByRole('tab', { name: 'PressingCases' }).click();
        await page.getByRole('tab', { name: 'FollowCases' }).click();
        await shown(answer, '"stream": "ended ');
        await shown(answer, '"at":');

        await page.getByRole('button', { name: 'Show Examples' }).click();
        await look('examples');
        await page.getByRole('button', { name: 'search cases' }).click();
        await page.waitForFunction(() => localStorage.getItem('graphiql:query')?.includes('search:'));
        await run.click();
        await shown(answer, '"cases":');
        await look('example');
    }),
);

inChromium('A stream of GraphiQL ends, and its tab says so, when an example is opened beside it', () =>
    visit('/graphql', 'graphiql-stream', async (page, look) => {
        const answer = page.locator('.graphiql-response');
        await page.getByRole('button', { name: 'Show Examples' }).click();
        await shown(page.locator('.graphiql-query-editor'), 'PressingCases');
        await page.getByRole('tab', { name: 'FollowCases' }).click();
        await page.waitForFunction(() => localStorage.getItem('graphiql:query')?.includes('FollowCases'));
        await page.getByRole('button', { name: 'Execute query' }).click();
        await shown(answer, 'waiting for changes since');

        await page.getByRole('button', { name: 'search cases' }).click();
        await page.getByRole('button', { name: 'Execute query' }).waitFor();
        await page.getByRole('tab', { name: 'FollowCases' }).click();

        await shown(answer, '"stream": "ended by another tab');
        await look('ended');
    }),
);

inChromium('The example of a live list opens with both operations, and each runs as it stands', () =>
    visit('/graphql', 'graphiql-live-list', async (page, look) => {
        const answer = page.locator('.graphiql-response');
        const run = async (name) => {
            await page.getByRole('button', { name: 'Execute query' }).click();
            await page.getByRole('menuitem', { name, exact: true }).click();
        };
        await page.getByRole('button', { name: 'Show Examples' }).click();
        await page.getByRole('button', { name: 'live list' }).click();
        await page.waitForFunction(() => localStorage.getItem('graphiql:query')?.includes('LiveListChanges'));

        await run('LiveList');
        await shown(answer, '"changeCursor":');
        await look('query');
        await run('LiveListChanges');
        await shown(answer, 'waiting for changes since');
        await renamedUntil((text) => shown(answer, text));

        await shown(answer, '"listEffect": "STAYED"');
        await look('changes');
    }),
);
