import { describeSeeds } from './fault-seeds.js';

describeSeeds('even');
