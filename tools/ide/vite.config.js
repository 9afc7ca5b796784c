import { defineConfig } from 'vite';

export default defineConfig({
    base: './',
    // What dependencies say about themselves is not for those who build the server.
    logLevel: 'error',
    build: {
        // One flat folder in which every file but index.html has a hash in its name: the server counts on both.
        assetsDir: '',
        // The policy that the server sends allows no data: URL but for the fonts and images that Monaco brings inline.
        assetsInlineLimit: 0,
        target: 'es2022',
        // Monaco's editor is one large file.
        chunkSizeWarningLimit: 4000,
    },
    worker: { format: 'es' },
});
