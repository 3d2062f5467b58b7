import 'reflect-metadata';
import { MARKET_QUERY } from './app/graphiql-examples.js';
import { MarketModule } from './app/market.module.js';
import { runProcess } from './app/run-process.js';
import { serve } from './app/serve.js';

await runProcess(() => serve({ name: 'market', port: 'marketPort', module: (platform) => MarketModule.forRoot(platform), downloads: MarketModule.downloads, routes: MarketModule.routes, graphiql: { title: '对接 · 市场', query: MARKET_QUERY } }));
