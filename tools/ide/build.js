// Brings dist/ up to date. The .NET build of the server calls this when a source here is newer than dist/.built.
import { execSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const lock = '.building';
const stamp = 'dist/.built';
const begin = Date.now();

if (!(await isMyTurn())) process.exit();
try {
    // npm writes the second file whenever it has installed what the first one says.
    if (timeOf('node_modules/.package-lock.json') < timeOf('package-lock.json'))
        run('npm ci --no-audit --no-fund --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=1000');
    run('npm run build --silent');
    writeFileSync(stamp, '');
} catch (failure) {
    // The rest is npm's own stack, the same text again and the like.
    console.log(`${failure.stdout ?? failure.message}${failure.stderr ?? ''}`.trim().split('\n').slice(0, 4).join('\n'));
    process.exitCode = 1;
} finally {
    rmSync(lock, { force: true });
}

// Two builds of the server may run at once: the second one waits, and takes what the first one made.
async function isMyTurn() {
    while (!take()) {
        if (!isHeld()) rmSync(lock, { force: true });
        await setTimeout(200);
        if (timeOf(stamp) > begin) return false;
    }
    return true;
}

function take() {
    try {
        writeFileSync(lock, `${process.pid}`, { flag: 'wx' });
        return true;
    } catch (failure) {
        if (failure.code === 'EEXIST') return false;
        throw failure;
    }
}

// Not any more if its holder was killed.
function isHeld() {
    try {
        return process.kill(Number(readFileSync(lock)), 0);
    } catch {
        return false;
    }
}

function timeOf(file) {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run(command) {
    execSync(command, { stdio: 'pipe' });
}
