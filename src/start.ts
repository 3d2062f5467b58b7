import 'reflect-metadata';
import { tellDemo } from './app/demo/tell-demo.js';
import { prepare } from './app/prepare.js';
import { PROGRAMS } from './platform/supervisor/programs.js';
import { runProduct } from './platform/supervisor/run-product.js';

await runProduct({ argv: process.argv.slice(2), programs: PROGRAMS, prepare, demo: tellDemo });
