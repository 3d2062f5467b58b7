import { jest } from '@jest/globals';
import { openFilledMarket, openMarket } from './market.js';
import { raceContract } from './race.contract.js';

jest.setTimeout(30_000);

raceContract('by SQL', openMarket);
raceContract('by the index in memory', openFilledMarket);
