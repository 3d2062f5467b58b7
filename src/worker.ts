import 'reflect-metadata';
import { runProcess } from './app/run-process.js';
import { runWorker } from './app/run-worker.js';

await runProcess(runWorker);
