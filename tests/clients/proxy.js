import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/**
 * A way to a server that can be cut: all connections break, and new ones are taken at once.
 * @param authorization what every request is to show, for clients that send no headers; nothing where it is not given
 */
export async function startProxy(address, authorization) {
    const { hostname, port } = new URL(address);
    const open = new Set();
    const proxy = createServer((client) => {
        const server = connect(Number(port), hostname);
        for (const [from, to] of [
            [client, server],
            [server, client],
        ]) {
            open.add(from);
            if (authorization && from === client) from.pipe(showing(authorization)).pipe(to);
            else from.pipe(to);
            from.on('error', () => to.destroy());
            from.on('close', () => open.delete(from) && to.destroy());
        }
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    return {
        address: `http://127.0.0.1:${proxy.address().port}`,
        cut: () => open.forEach((socket) => socket.destroy()),
        stop: () => proxy.close(),
    };
}

/** Requests as clients write them: one begins where a piece does. */
const showing = (authorization) =>
    new Transform({
        transform(piece, _, done) {
            const [line] = piece.toString('latin1').match(/^(?:GET|POST) [^\r\n]* HTTP\/1\.1\r\n/) ?? [];
            if (line) this.push(`${line}Authorization: ${authorization}\r\n`);
            done(null, line ? piece.subarray(line.length) : piece);
        },
    });
