// The built server as a process of its own, on a database of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from './repository.js';

const bananaCakePop = repository('tests/clients/node_modules/@chillicream/bananacakepop-graphql-ide');
const program = repository('src/CasesGraph.Server/bin/Debug/net10.0/CasesGraph.Server.dll');

/** Starts the server on a free port and an empty database that gets demo cases. */
export async function startServer({ demoCases = 200 } = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'casesgraph-'));
    let { process: running, address } = await start(folder, 'http://127.0.0.1:0', demoCases);

    const end = async (signal) => {
        const ended = once(running, 'exit');
        running.kill(signal);
        await ended;
    };
    return {
        address,
        /** Ends the process by a signal and starts another on the same database and port. */
        async restart(signal) {
            await end(signal);
            ({ process: running } = await start(folder, address, demoCases));
        },
        async stop() {
            await end('SIGTERM');
            await rm(folder, { recursive: true });
        },
    };
}

async function start(folder, urls, demoCases) {
    const server = spawn('dotnet', [program], {
        cwd: folder,
        env: {
            ...process.env,
            ASPNETCORE_ENVIRONMENT: 'Development',
            ASPNETCORE_URLS: urls,
            Demo__Cases: String(demoCases),
            Ide__BananaCakePop__Root: bananaCakePop,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.once('exit', () => server.kill('SIGKILL'));
    process.once('SIGTERM', () => process.exit(1));
    let output = '';
    for await (const line of createInterface({ input: server.stdout })) {
        output += `${line}\n`;
        const ready = line.match(/CasesGraph is ready: (\S+)\/graphql/);
        if (ready) {
            // What it writes from now on is read too, or a full pipe would stop it.
            server.stdout.resume();
            return { process: server, address: ready[1] };
        }
    }
    throw new Error(`The server did not start (is it built?):\n${output}`);
}
