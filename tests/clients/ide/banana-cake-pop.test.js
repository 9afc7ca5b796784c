import { inChromium, shown, visit } from './chromium.js';
import { renamedUntil } from './live.js';

inChromium('Banana Cake Pop at /bcp/ introspects, queries and subscribes', () =>
    visit('/bcp/', 'bcp', async (page, look) => {
        // At the first visit it loads itself once more when its service worker has fetched everything.
        await page.waitForEvent('framenavigated', { timeout: 60_000 });
        await page.getByText('Create Document').click();
        await page.getByText('Schema available').waitFor();
        const [request, answer] = [page.locator('.monaco-editor').first(), page.locator('.monaco-editor').last()];
        const run = async (name, document) => {
            await request.click();
            await page.keyboard.press('Control+A');
            await page.keyboard.insertText(document);
            // Its builder lists the operation when it has understood it.
            await page.locator('span', { hasText: new RegExp(`^${name}$`) }).and(page.locator(':not(.monaco-editor *)')).waitFor();
            await page.getByText('Run', { exact: true }).click();
        };

        await run('CountCases', 'query CountCases { cases(first: 3) { totalCount nodes { number subject } } }');
        await shown(answer, '"totalCount":');
        await look('query');

        await run('FollowCases', 'subscription FollowCases { onCaseChanged { kind fields { label after } } }');
        await renamedUntil((text) => shown(answer, text));
        await look('subscription');
    }),
);
