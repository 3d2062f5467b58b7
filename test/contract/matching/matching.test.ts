import { jest } from '@jest/globals';
import { openFilledMarket, openMarket } from './market.js';
import { matchingContract } from './matching.contract.js';

jest.setTimeout(30_000);

matchingContract('by SQL', openMarket);
matchingContract('by the index in memory', openFilledMarket);
