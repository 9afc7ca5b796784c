// A page of the server in a real browser, as a person opens it for the first time.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { address } from '../graph.js';

const program = '/usr/bin/chromium';
const switches =
    '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
    '--disable-component-update --disable-sync';
const screenshots = new URL('../generated/ide/', import.meta.url);
const missing = `${program} is missing (apt-get install --no-install-recommends chromium)`;

export const inChromium = (name, run) => test(name, { skip: !existsSync(program) && missing }, run);

/**
 * Opens a path, lets a test use the page, keeps screenshots in generated/ide to look at, and insists that nothing went
 * wrong behind the scenes: no error or policy violation in the console, no request that failed or left this server.
 */
export async function visit(path, name, use) {
    const browser = await chromium.launch({ executablePath: program, args: switches.split(' ') });
    try {
        const context = await browser.newContext({ viewport: { width: 1400, height: 850 } });
        const wrong = watch(context);
        const page = await context.newPage();
        await mkdir(screenshots, { recursive: true });
        const look = (what) => page.screenshot({ path: fileURLToPath(new URL(`${name}-${what}.png`, screenshots)) });
        try {
            await page.goto(address + path);
            await use(page, look);
        } catch (failure) {
            await look('failed');
            throw new Error(`${failure.message}\n${wrong.join('\n')}`, { cause: failure });
        }
        assert.deepEqual(wrong, []);
    } finally {
        await browser.close();
    }
}

function watch(context) {
    const wrong = [];
    context.on('console', (line) => ['error', 'warning'].includes(line.type()) && wrong.push(line.text()));
    context.on('weberror', (failure) => wrong.push(failure.error().message));
    context.on('requestfailed', (request) => wrong.push(`failed: ${request.url()} ${request.failure().errorText}`));
    context.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()}: ${response.url()}`));
    context.on('request', (request) => isForeign(request.url()) && wrong.push(`foreign: ${request.url()}`));
    return wrong;
}

const isForeign = (url) => !url.startsWith(address) && !/^(data|blob):/.test(url);

/** Waits until an editor of Monaco shows a text on one of its lines. */
export const shown = (editor, text) =>
    editor.locator('.view-line').filter({ hasText: text }).first().waitFor({ timeout: 10_000 });
