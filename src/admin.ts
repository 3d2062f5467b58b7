import 'reflect-metadata';
import { AdminModule } from './app/admin.module.js';
import { ADMIN_QUERY } from './app/graphiql-examples.js';
import { runProcess } from './app/run-process.js';
import { serve } from './app/serve.js';

await runProcess(() => serve({ name: 'admin', port: 'adminPort', module: (platform, settings) => AdminModule.forRoot(platform, settings), graphiql: { title: '对接 · 管理', query: ADMIN_QUERY } }));
